//! What time it is for votes, deadlines and durations.

use vaka_primitives::BlockNumber;

sp_api::decl_runtime_apis! {
    /// The clock that votes, deadlines and durations are counted by.
    pub trait ClockApi {
        /// The slots of six seconds that people lived through; real time while there are blocks, at
        /// most 64 from block to block.
        fn now() -> BlockNumber;

        /// `now` without what passed while the chain was halted.
        fn open() -> BlockNumber;

        /// How many slots a day has.
        fn slots_per_day() -> BlockNumber;
    }
}
