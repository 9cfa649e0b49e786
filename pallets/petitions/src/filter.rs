//! What may be petitioned at all, told for calls that carry others.
//!
//! A call that swallows an inner call's error would be recorded as done when it failed; one that
//! defers the inner call would be done before anything happened. So both are refused, at any depth.
//! Several calls go together in one that fails as a whole (`utility.batch_all`). Each call in it is
//! judged as if it stood alone.

use core::marker::PhantomData;
use frame_support::traits::Contains;

/// How many calls that carry others may be in one another.
pub const MAX_DEPTH: u32 = 4;

/// How many calls there may be in all: to look at each of the many that fit into a petition's bytes
/// would cost more than to read them.
pub const MAX_CALLS: u32 = 1_024;

/// What a call carries.
pub enum Inner<'a, Call> {
    /// No other call: it may be petitioned.
    None,
    /// These calls, all of which it makes, or fails.
    Calls(&'a [Call]),
    /// It may not be petitioned.
    Refused,
}

/// Tells what calls carry. All that a runtime says to make a filter of [`Nested`].
pub trait InnerCalls<Call> {
    /// What this one carries.
    fn of(call: &Call) -> Inner<'_, Call>;
}

/// Contains the calls that may be petitioned, as far as they are nested at most [`MAX_DEPTH`] deep
/// and at most [`MAX_CALLS`].
pub struct Nested<I>(PhantomData<I>);

impl<I> Nested<I> {
    /// Looks at no more calls than are left.
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
