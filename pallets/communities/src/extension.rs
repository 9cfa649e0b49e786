//! Some calls a day need no fee. This is how a member without a balance sends anything.
//!
//! `#[pallet::feeless_if]` only looks at the origin, the arguments and the state. It cannot count.
//! If a call counted itself, the count would be lost when the call fails, and failing calls would
//! be free without end. So this extension counts, around the extension that charges: it counts in
//! `prepare`, whose writes stay whatever becomes of the call. It replaces `SkipCheckIfFeeless`,
//! which skips without counting. Like that one it is invisible to wallets: it carries no bytes, and
//! its metadata is that of the extension that it wraps.
//!
//! A call is free if its pallet says so (`feeless_if`, which asks
//! [`vaka_primitives::FreeCalls::is_free`]) *and* its signer is a member with calls left today. A call
//! that a helper makes for a member ([`Config::AssistedCalls`]) is free on that member's allowance. Calls
//! of pallets that know no members are free for the holders of an office ([`Config::FreeOffices`]),
//! on an allowance of the office. A long call counts as several ([`Rules::free_call_bytes`]). All
//! other calls pay. Free calls go before those that pay: otherwise a vote would wait for as long as
//! somebody pays for full blocks.
//!
//! It also notes that a member acted, free or not ([`Pallet::note_activity`]): that is what keeps
//! them from being dormant. Only the key that signed the transaction counts, whatever the
//! transaction carries: what a proxy does is the proxy's act. But what a helper does for a member is
//! the member's act as well. What it may weigh to wake a member is set aside for every transaction,
//! twice for a helper's, and given back unless one woke.

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
use frame_system::{pallet_prelude::OriginFor, RawOrigin};
use scale_info::{StaticTypeInfo, TypeInfo};
use sp_runtime::traits::{
    AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Dispatchable, Implication,
    PostDispatchInfoOf, RefundWeight, TransactionExtension, TransactionExtensionMetadata,
    ValidateResult,
};
use vaka_primitives::{AssistedCalls as _, FreeOffices as _};

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

// Wallets see the extension that it wraps.
impl<T, S: StaticTypeInfo> TypeInfo for FreeForMembers<T, S> {
    type Identity = S;

    fn type_info() -> scale_info::Type {
        S::type_info()
    }
}

/// The allowance on which a call is free.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Allowance<AccountId> {
    /// That of a member, for a call of their own.
    Member(MemberId),
    /// That of a member, for a call that their helper makes for them.
    Assisted(MemberId),
    /// That of an office which this account holds.
    Office(AccountId),
}

impl<T: Config> Pallet<T>
where
    T::RuntimeCall: CheckIfFeeless<Origin = OriginFor<T>>,
{
    /// The allowance on which a call of this many bytes is free for its signer today. None if it
    /// must be paid.
    fn allowance_for(
        origin: &OriginFor<T>,
        who: &T::AccountId,
        call: &T::RuntimeCall,
        bytes: usize,
    ) -> Option<Allowance<T::AccountId>> {
        let assisted = T::AssistedCalls::assisted(call);
        if let Some(member) = assisted.or_else(|| MemberOf::<T>::get(who)) {
            let by_helper = assisted.is_some();
            if call.is_feeless(origin) && Self::may_call_free(member, by_helper, bytes) {
                return Some(match by_helper {
                    true => Allowance::Assisted(member),
                    false => Allowance::Member(member),
                });
            }
        }
        let calls = Self::figures().calls_of(bytes);
        T::FreeOffices::may_call_free(who, call, calls).then(|| Allowance::Office(who.clone()))
    }

    /// Notes who acts by a transaction: the member who signed it, and the member for whom they make
    /// the call as their helper. Returns what that weighed.
    fn note_transaction(who: Option<&T::AccountId>, call: &T::RuntimeCall) -> Weight {
        let signer = Self::weight_of(who.map_or(Noted::Nothing, Self::note_signer));
        let Some(member) = T::AssistedCalls::assisted(call) else {
            return signer;
        };
        let noted = who.map_or(Noted::Nothing, |who| Self::note_help(who, member));
        signer.saturating_add(Self::weight_of(noted))
    }

    /// The most that this can weigh.
    fn most_to_note(call: &T::RuntimeCall) -> Weight {
        let acts = 1 + u64::from(T::AssistedCalls::assisted(call).is_some());
        Self::weight_of(Noted::Woken).saturating_mul(acts)
    }

    /// Returns whether a transaction of this many bytes, signed by the account, pays no fee if it is
    /// sent now.
    pub fn pays_no_fee(who: &T::AccountId, call: &T::RuntimeCall, bytes: usize) -> bool {
        let origin = OriginFor::<T>::from(RawOrigin::Signed(who.clone()));
        Self::allowance_for(&origin, who, call, bytes).is_some()
    }

    /// Counts a free call.
    fn use_allowance(
        allowance: &Allowance<T::AccountId>,
        call: &T::RuntimeCall,
        bytes: usize,
    ) -> bool {
        match allowance {
            Allowance::Member(member) => Self::use_free_call(*member, false, bytes),
            Allowance::Assisted(member) => Self::use_free_call(*member, true, bytes),
            Allowance::Office(who) => {
                let calls = Self::figures().calls_of(bytes);
                T::FreeOffices::use_free_call(who, call, calls)
            }
        }
    }
}

/// What is known of a transaction before it is dispatched.
pub struct Prepared<Charged> {
    fee: Fee<Charged, Weight>,
    /// What was set aside to wake those who act by it, and not needed.
    unspent: Weight,
}

/// The fee's fate.
pub enum Fee<Charged, Waived> {
    /// The wrapped extension charges it.
    Charged(Charged),
    /// A free call.
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
    /// The allowance on which it is free.
    type Val = Fee<S::Val, Allowance<T::AccountId>>;
    /// For a waived fee, the weight that charging would have had.
    type Pre = Prepared<S::Pre>;

    fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
        self.0.implicit()
    }

    fn metadata() -> Vec<TransactionExtensionMetadata> {
        S::metadata()
    }

    fn weight(&self, call: &T::RuntimeCall) -> Weight {
        T::WeightInfo::free_call()
            .saturating_add(Pallet::<T>::most_to_note(call))
            .saturating_add(self.0.weight(call))
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
        let allowance = origin
            .as_system_origin_signer()
            .and_then(|who| Pallet::<T>::allowance_for(&origin, who, call, len));
        match allowance {
            Some(allowance) => {
                // Somebody who can pay for full blocks must not keep the people from voting. The
                // allowance bounds how many calls go before all others.
                let validity =
                    ValidTransaction { priority: TransactionPriority::MAX, ..Default::default() };
                Ok((validity, Fee::Waived(allowance), origin))
            }
            None => {
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
        let fee = match val {
            Fee::Charged(val) => {
                let pre = self.0.prepare(val, origin, call, info, len)?;
                Fee::Charged(pre)
            }
            Fee::Waived(allowance) => {
                let counted = Pallet::<T>::use_allowance(&allowance, call, len);
                if !counted {
                    return Err(InvalidTransaction::Payment.into());
                }
                Fee::Waived(self.0.weight(call))
            }
        };
        let noting = Pallet::<T>::note_transaction(origin.as_system_origin_signer(), call);
        let unspent = Pallet::<T>::most_to_note(call).saturating_sub(noting);
        Ok(Prepared { fee, unspent })
    }

    fn post_dispatch_details(
        pre: Self::Pre,
        info: &DispatchInfoOf<T::RuntimeCall>,
        post_info: &PostDispatchInfoOf<T::RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        let Prepared { fee, unspent } = pre;
        match fee {
            Fee::Charged(pre) => {
                // So that nobody pays for what was set aside.
                let mut post_info = *post_info;
                post_info.refund(unspent);
                let rest = S::post_dispatch_details(pre, info, &post_info, len, result)?;
                Ok(unspent.saturating_add(rest))
            }
            Fee::Waived(charging) => Ok(unspent.saturating_add(charging)),
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
