//! The calls of an extrinsic, with those inside of others: batches, proxies, multisigs.
//!
//! Only what the hub needs is decoded. The rest of a block, up to two megabytes of it, is skipped over
//! where it lies.

use std::marker::PhantomData;

use subxt::ext::scale_decode::visitor::types::{Composite, Sequence, Variant};
use subxt::ext::scale_decode::visitor::{DecodeError, IgnoreVisitor, TypeIdFor};
use subxt::ext::scale_decode::{self, DecodeAsType, IntoVisitor, TypeResolver, Visitor};

/// A call, or a tree of calls.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// One that carries no other.
    Plain(Action),
    /// Several, the rest of which is left out after a failure (`batch`).
    UntilFailure(Vec<Call>),
    /// Several that succeed or fail together (`batch_all`).
    Together(Vec<Call>),
    /// Several that succeed or fail one by one (`force_batch`).
    OneByOne(Vec<Call>),
    /// The second one if the first one fails (`if_else`).
    Either(Box<Call>, Box<Call>),
    /// One that an event of its carrier tells about.
    Told(Carrier, Box<Call>),
    /// One that fails if its carrier fails.
    Through(Box<Call>),
}

/// A call that carries another one, and says by an event what became of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Carrier {
    /// A proxy.
    Proxy,
    /// A multisig. It makes the call only once there are enough approvals.
    Multisig,
    /// An heir.
    Recovery,
}

/// What a call that carries no other does, if the hub remembers it.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something else.
    Other,
    /// The author says what time it is, in unix milliseconds.
    SetTime(u64),
    /// Somebody brings readings.
    SubmitReadings(Vec<Reading>),
    /// A member opens a petition with this title.
    OpenPetition(Vec<u8>),
}

/// A reading in a batch.
#[derive(Clone, Copy, Debug, DecodeAsType, Eq, PartialEq)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Reading {
    /// The meter.
    pub meter: u32,
    /// The slot.
    pub slot: u32,
    /// All Wh imported so far.
    pub import_wh: u64,
    /// All Wh exported so far.
    pub export_wh: u64,
}

impl Call {
    /// Whether the hub would remember something of it.
    pub fn matters(&self) -> bool {
        match self {
            Self::Plain(action) => *action != Action::Other,
            Self::UntilFailure(calls) | Self::Together(calls) | Self::OneByOne(calls) => {
                calls.iter().any(Self::matters)
            }
            Self::Either(first, second) => first.matters() || second.matters(),
            Self::Told(_, call) | Self::Through(call) => call.matters(),
        }
    }
}

/// Reads a call: the variant of a pallet, and in it that of a call.
pub struct CallVisitor<R>(PhantomData<R>);

impl<R> CallVisitor<R> {
    /// Reads any call of a runtime.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R> Default for CallVisitor<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: TypeResolver> Visitor for CallVisitor<R> {
    type Value<'scale, 'resolver> = Call;
    type Error = scale_decode::Error;
    type TypeResolver = R;

    fn visit_variant<'scale, 'resolver>(
        self,
        value: &mut Variant<'scale, 'resolver, R>,
        _: TypeIdFor<Self>,
    ) -> Result<Call, Self::Error> {
        let pallet = value.name();
        let call = value.fields().decode_item(PalletVisitor { pallet, of: PhantomData });
        call.unwrap_or(Err(DecodeError::NotEnoughInput.into()))
    }
}

struct PalletVisitor<'a, R> {
    pallet: &'a str,
    of: PhantomData<R>,
}

impl<R: TypeResolver> Visitor for PalletVisitor<'_, R> {
    type Value<'scale, 'resolver> = Call;
    type Error = scale_decode::Error;
    type TypeResolver = R;

    fn visit_variant<'scale, 'resolver>(
        self,
        value: &mut Variant<'scale, 'resolver, R>,
        _: TypeIdFor<Self>,
    ) -> Result<Call, Self::Error> {
        let name = value.name();
        let fields = value.fields();
        Ok(match (self.pallet, name) {
            ("Utility", "batch") => Call::UntilFailure(calls(fields)?),
            ("Utility", "batch_all") => Call::Together(calls(fields)?),
            ("Utility", "force_batch") => Call::OneByOne(calls(fields)?),
            ("Utility", "if_else") => {
                Call::Either(inner(fields, "main")?, inner(fields, "fallback")?)
            }
            ("Utility", "as_derivative") => Call::Through(inner(fields, "call")?),
            ("Proxy", "proxy" | "proxy_announced") => {
                Call::Told(Carrier::Proxy, inner(fields, "call")?)
            }
            ("Multisig", "as_multi" | "as_multi_threshold_1") => {
                Call::Told(Carrier::Multisig, inner(fields, "call")?)
            }
            ("Recovery", "control_inherited_account") => {
                Call::Told(Carrier::Recovery, inner(fields, "call")?)
            }
            ("Timestamp", "set") => Call::Plain(Action::SetTime(typed(fields, "now")?)),
            ("Energy", "submit_readings") => {
                Call::Plain(Action::SubmitReadings(typed(fields, "readings")?))
            }
            ("Petitions", "open") => Call::Plain(Action::OpenPetition(typed(fields, "title")?)),
            _ => Call::Plain(Action::Other),
        })
    }
}

struct CallsVisitor<R>(PhantomData<R>);

impl<R: TypeResolver> Visitor for CallsVisitor<R> {
    type Value<'scale, 'resolver> = Vec<Call>;
    type Error = scale_decode::Error;
    type TypeResolver = R;

    fn visit_sequence<'scale, 'resolver>(
        self,
        value: &mut Sequence<'scale, 'resolver, R>,
        _: TypeIdFor<Self>,
    ) -> Result<Vec<Call>, Self::Error> {
        std::iter::from_fn(|| value.decode_item(CallVisitor::new())).collect()
    }
}

/// A field by its name. Fields before it are skipped, so several are asked for in their order, and
/// nothing is gone through twice, however deep it lies.
fn field<'scale, 'resolver, R, V>(
    fields: &mut Composite<'scale, 'resolver, R>,
    name: &str,
    visitor: V,
) -> Result<V::Value<'scale, 'resolver>, scale_decode::Error>
where
    R: TypeResolver,
    V: Visitor<TypeResolver = R, Error = scale_decode::Error>,
{
    let none = || scale_decode::Error::custom_string(format!("a call without `{name}`"));
    while fields.peek_name().is_some_and(|next| next != name) {
        fields.decode_item(IgnoreVisitor::<R>::new()).transpose()?;
    }
    fields.decode_item(visitor).unwrap_or_else(|| Err(none()))
}

fn typed<R: TypeResolver, T: IntoVisitor>(
    fields: &mut Composite<'_, '_, R>,
    name: &str,
) -> Result<T, scale_decode::Error> {
    field(fields, name, T::into_visitor::<R>())
}

fn calls<R: TypeResolver>(
    fields: &mut Composite<'_, '_, R>,
) -> Result<Vec<Call>, scale_decode::Error> {
    field(fields, "calls", CallsVisitor(PhantomData))
}

fn inner<R: TypeResolver>(
    fields: &mut Composite<'_, '_, R>,
    name: &str,
) -> Result<Box<Call>, scale_decode::Error> {
    field(fields, name, CallVisitor::new()).map(Box::new)
}
