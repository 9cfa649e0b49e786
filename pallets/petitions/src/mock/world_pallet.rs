//! A pallet with calls to petition.

use super::*;

/// Its calls count, under a number that they are given, how often they were made.
#[frame_support::pallet(dev_mode)]
pub mod world {
    use super::*;
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::Dispatchable;

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        type AnyTrack: EnsureOrigin<Self::RuntimeOrigin, Success = Track>;
    }

    /// The origin of a track, except for the constitution's.
    #[pallet::origin]
    #[derive(
        Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
    )]
    pub struct Origin(pub Track);

    /// How often a call with this number was made.
    #[pallet::storage]
    pub type Made<T> = StorageMap<_, Twox64Concat, u32, u32, ValueQuery>;

    /// Whether fragile calls fail.
    #[pallet::storage]
    pub type Broken<T> = StorageValue<_, bool, ValueQuery>;

    #[pallet::error]
    pub enum Error<T> {
        IsBroken,
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Anybody may make it.
        #[pallet::weight(Weight::from_parts(1_000_000, 0))]
        pub fn note(_origin: OriginFor<T>, number: u32) -> DispatchResult {
            Made::<T>::mutate(number, |made| *made += 1);
            Ok(())
        }

        /// Only that track may make it.
        #[pallet::weight(Weight::from_parts(1_000_000, 0))]
        pub fn decide(origin: OriginFor<T>, track: Track, number: u32) -> DispatchResult {
            let by = T::AnyTrack::ensure_origin(origin)?;
            ensure!(by == track, DispatchError::BadOrigin);
            Made::<T>::mutate(number, |made| *made += 1);
            Ok(())
        }

        /// Writes, and then fails while the world is broken.
        #[pallet::weight(Weight::from_parts(1_000_000, 0))]
        pub fn fragile(_origin: OriginFor<T>, number: u32) -> DispatchResult {
            Made::<T>::mutate(number, |made| *made += 1);
            ensure!(!Broken::<T>::get(), Error::<T>::IsBroken);
            Ok(())
        }

        /// Weighs `weight`, and uses half of it.
        #[pallet::weight(*weight)]
        pub fn heavy(
            _origin: OriginFor<T>,
            weight: Weight,
            number: u32,
        ) -> DispatchResultWithPostInfo {
            Made::<T>::mutate(number, |made| *made += 1);
            Ok(Some(weight / 2).into())
        }

        /// Weighs what a runtime upgrade may change.
        #[pallet::weight(GrowingWeight::get())]
        pub fn growing(_origin: OriginFor<T>, number: u32) -> DispatchResult {
            Made::<T>::mutate(number, |made| *made += 1);
            Ok(())
        }

        /// Has many bytes.
        #[pallet::weight(Weight::from_parts(1_000_000, 0))]
        pub fn long(_origin: OriginFor<T>, number: u32, _bytes: Vec<u8>) -> DispatchResult {
            Made::<T>::mutate(number, |made| *made += 1);
            Ok(())
        }

        /// Makes another call. The filter need not know that it does.
        #[pallet::weight(Weight::from_parts(10_000_000_000, 0))]
        pub fn nest(
            origin: OriginFor<T>,
            call: Box<<T as frame_system::Config>::RuntimeCall>,
        ) -> DispatchResult {
            call.dispatch(origin).map(|_| ()).map_err(|error| error.error)
        }
    }
}
