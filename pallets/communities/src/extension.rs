//! How a member without a balance sends anything: some calls a day need no fee.
//!
//! `#[pallet::feeless_if]` only looks: at the origin, the arguments and the state. It cannot count,
//! and what a call counts itself is lost when it fails, so that failing calls would be free without
//! end. So the counting is here, around the extension that charges: in `prepare`, whose writes stay
//! whatever becomes of the call. It replaces `SkipCheckIfFeeless`, which skips without counting;
//! like that one it is invisible to wallets, for it carries no bytes and shows itself as what it
//! wraps.
//!
//! A call is free if its pallet says so (`feeless_if`, which asks
//! [`vaka_primitives::FreeCalls::is_free`]) *and* its signer is a member with calls left today; a
//! long one counts as several ([`Rules::free_call_bytes`]). All others pay, as anybody's. Free
//! calls go before those that pay: otherwise a vote would wait for as long as somebody pays for
//! full blocks.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{fmt, marker::PhantomData};
use frame_support::{
    dispatch::{CheckIfFeeless, DispatchInfo, DispatchResult, PostDispatchInfo},
    pallet_prelude::{
        InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidity,
        TransactionValidityError, ValidTransaction, Weight,
    },
};
use frame_system::pallet_prelude::OriginFor;
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::traits::{
    AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
    PostDispatchInfoOf, TransactionExtension, TransactionExtensionMetadata, ValidateResult,
};

/// Wraps the extension that charges fees, and waives them for members' calls of governance, a few
/// times a day.
#[derive(Clone, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq)]
pub struct FreeForMembers<T, S>(pub S, PhantomData<T>);

impl<T, S> From<S> for FreeForMembers<T, S> {
    fn from(charge: S) -> Self {
        Self(charge, PhantomData)
    }
}

impl<T, S: fmt::Debug> fmt::Debug for FreeForMembers<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

// Wallets see what it wraps.
impl<T, S: StaticTypeInfo> TypeInfo for FreeForMembers<T, S> {
    type Identity = S;

    fn type_info() -> scale_info::Type {
        S::type_info()
    }
}

/// What becomes of the fee.
pub enum Fee<Charged, Waived> {
    /// The wrapped extension charges it.
    Charged(Charged),
    /// A member's free call.
    Waived(Waived),
}

impl<T, S> TransactionExtension<T::RuntimeCall> for FreeForMembers<T, S>
where
    T: Config + Send + Sync,
    T::RuntimeCall: CheckIfFeeless<Origin = OriginFor<T>>
        + Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
    DispatchOriginOf<T::RuntimeCall>: AsSystemOriginSigner<T::AccountId>,
    S: TransactionExtension<T::RuntimeCall>,
{
    const IDENTIFIER: &'static str = S::IDENTIFIER;
    type Implicit = S::Implicit;
    /// Whose free call it is.
    type Val = Fee<S::Val, T::AccountId>;
    /// What charging would have weighed.
    type Pre = Fee<S::Pre, Weight>;

    fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
        self.0.implicit()
    }

    fn metadata() -> Vec<TransactionExtensionMetadata> {
        S::metadata()
    }

    fn weight(&self, call: &T::RuntimeCall) -> Weight {
        T::WeightInfo::free_call().saturating_add(self.0.weight(call))
    }

    fn validate(
        &self,
        origin: DispatchOriginOf<T::RuntimeCall>,
        call: &T::RuntimeCall,
        info: &DispatchInfoOf<T::RuntimeCall>,
        len: usize,
        implicit: S::Implicit,
        implication: &impl Implication,
        source: TransactionSource,
    ) -> ValidateResult<Self::Val, T::RuntimeCall> {
        let member = origin
            .as_system_origin_signer()
            .filter(|who| MemberOf::<T>::contains_key(who))
            .cloned();
        match member {
            Some(who) if call.is_feeless(&origin) && Pallet::<T>::may_call_free(&who, len) => {
                // Whoever can pay for full blocks must not keep the people from voting. What is
                // ahead of all others here is bounded: by the allowance.
                let validity =
                    ValidTransaction { priority: TransactionPriority::MAX, ..Default::default() };
                Ok((validity, Fee::Waived(who), origin))
            }
            _ => {
                let (validity, val, origin) =
                    self.0.validate(origin, call, info, len, implicit, implication, source)?;
                Ok((validity, Fee::Charged(val), origin))
            }
        }
    }

    fn prepare(
        self,
        val: Self::Val,
        origin: &DispatchOriginOf<T::RuntimeCall>,
        call: &T::RuntimeCall,
        info: &DispatchInfoOf<T::RuntimeCall>,
        len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        match val {
            Fee::Charged(val) => {
                let pre = self.0.prepare(val, origin, call, info, len)?;
                Ok(Fee::Charged(pre))
            }
            Fee::Waived(who) => {
                let counted = Pallet::<T>::use_free_call(&who, len);
                if !counted {
                    return Err(InvalidTransaction::Payment.into());
                }
                Ok(Fee::Waived(self.0.weight(call)))
            }
        }
    }

    fn post_dispatch_details(
        pre: Self::Pre,
        info: &DispatchInfoOf<T::RuntimeCall>,
        post_info: &PostDispatchInfoOf<T::RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        match pre {
            Fee::Charged(pre) => S::post_dispatch_details(pre, info, post_info, len, result),
            Fee::Waived(unspent) => Ok(unspent),
        }
    }

    fn bare_validate(
        call: &T::RuntimeCall,
        info: &DispatchInfoOf<T::RuntimeCall>,
        len: usize,
    ) -> TransactionValidity {
        S::bare_validate(call, info, len)
    }

    fn bare_validate_and_prepare(
        call: &T::RuntimeCall,
        info: &DispatchInfoOf<T::RuntimeCall>,
        len: usize,
    ) -> Result<(), TransactionValidityError> {
        S::bare_validate_and_prepare(call, info, len)
    }

    fn bare_post_dispatch(
        info: &DispatchInfoOf<T::RuntimeCall>,
        post_info: &mut PostDispatchInfoOf<T::RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<(), TransactionValidityError> {
        S::bare_post_dispatch(info, post_info, len, result)
    }
}
