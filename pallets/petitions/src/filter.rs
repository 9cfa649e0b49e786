//! Which calls may be petitioned at all, judged by the calls that they carry.
//!
//! A call that swallows an inner call's error would be recorded as done when it failed; one that
//! defers the inner call would be done before anything happened. So both are refused, at any depth.
//! Several calls go together in one that fails as a whole (`utility.batch_all`). Each call in it is
//! judged as if it stood alone.

use core::marker::PhantomData;
use frame_support::traits::Contains;

/// The most levels to which calls that carry others may be nested.
pub const MAX_DEPTH: u32 = 4;

/// The most calls that there may be in all. So many fit into a petition's bytes that looking at
/// each would cost more than reading them.
pub const MAX_CALLS: u32 = 1_024;

/// What a call carries.
pub enum Inner<'a, Call> {
    /// No other call: it may be petitioned.
    None,
    /// These calls. It makes all of them, or fails as a whole.
    Calls(&'a [Call]),
    /// It may not be petitioned.
    Refused,
}

/// Returns what calls carry. A runtime implements nothing else to make a filter of [`Nested`].
pub trait InnerCalls<Call> {
    /// Returns what this call carries.
    fn of(call: &Call) -> Inner<'_, Call>;
}

/// Contains the calls that may be petitioned, if they are nested at most [`MAX_DEPTH`] deep and
/// there are at most [`MAX_CALLS`].
pub struct Nested<I>(PhantomData<I>);

impl<I> Nested<I> {
    /// Whether a call passes. Takes each call that it looks at off `left`, and looks at no more
    /// than that.
    fn within<Call>(call: &Call, depth: u32, left: &mut u32) -> bool
    where
        I: InnerCalls<Call>,
    {
        let Some(rest) = left.checked_sub(1) else {
            return false;
        };
        *left = rest;
        match I::of(call) {
            Inner::None => true,
            Inner::Refused => false,
            Inner::Calls(calls) => depth
                .checked_sub(1)
                .is_some_and(|depth| calls.iter().all(|inner| Self::within(inner, depth, left))),
        }
    }
}

impl<Call, I: InnerCalls<Call>> Contains<Call> for Nested<I> {
    fn contains(call: &Call) -> bool {
        let mut left = MAX_CALLS;
        Self::within(call, MAX_DEPTH, &mut left)
    }
}
