//! A pallet with a call that helpers make for others. It stands in for votes.

use super::*;

/// Its call counts how often somebody acted for a member.
#[frame_support::pallet(dev_mode)]
pub mod helping {
    use super::*;
    use frame_support::{pallet_prelude::*, traits::OriginTrait};
    use frame_system::pallet_prelude::*;
    use vaka_primitives::{FreeCalls, NoHelp};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        type Members: vaka_primitives::Members<Self::AccountId>;
        type FreeCalls: FreeCalls<Self::AccountId>;
    }

    /// How often somebody acted for a member.
    #[pallet::storage]
    pub type Acts<T> = StorageMap<_, Twox64Concat, MemberId, u32, ValueQuery>;

    #[pallet::error]
    pub enum Error<T> {
        NotHelper,
        HelperSuspended,
        HelpOver,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        #[pallet::feeless_if(
            |origin: &OriginFor<T>, member: &MemberId| -> bool {
                T::FreeCalls::is_free_for(origin.as_signer(), *member)
            }
        )]
        pub fn act_for(origin: OriginFor<T>, member: MemberId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let assisted = T::Members::assisted(&who, member).map_err(|none| match none {
                NoHelp::NotHelper => Error::<T>::NotHelper,
                NoHelp::HelperSuspended => Error::<T>::HelperSuspended,
                NoHelp::HelpOver => Error::<T>::HelpOver,
            })?;
            Acts::<T>::mutate(assisted.membership.member, |acts| *acts += 1);
            Ok(())
        }
    }
}
