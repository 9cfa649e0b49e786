//! What people do, how time goes on, and what is seen of it.

use super::*;

// Time

pub fn now() -> BlockNumber {
    System::block_number()
}

pub fn next_block() {
    next_block_after(Weight::zero());
}

/// Makes the next block, in which others spend so much weight before the scheduler comes.
pub fn next_block_after(spent: Weight) {
    System::set_block_number(now() + 1);
    System::set_block_consumed_resources(spent, 0);
    Scheduler::on_initialize(now());
    System::set_block_consumed_resources(Weight::zero(), 0);
}

pub fn run(blocks: BlockNumber) {
    (0..blocks).for_each(|_| next_block());
}

/// Lets days pass. The scheduler works in each block.
pub fn wait(days: Days) {
    run(days * DAY);
}

// What people do

pub fn signed(n: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(n)
}

pub fn origin(track: Track) -> RuntimeOrigin {
    Origins::try_convert(track).expect("a track").into()
}

pub fn note(number: u32) -> RuntimeCall {
    RuntimeCall::World(world::Call::note { number })
}

pub fn fragile(number: u32) -> RuntimeCall {
    RuntimeCall::World(world::Call::fragile { number })
}

/// A call too long to be inline.
pub fn long(number: u32) -> RuntimeCall {
    let bytes = vec![7; 500];
    RuntimeCall::World(world::Call::long { number, bytes })
}

pub fn heavy(number: u32, weight: Weight) -> RuntimeCall {
    RuntimeCall::World(world::Call::heavy { weight, number })
}

pub fn title(text: &str) -> Title {
    text.as_bytes().to_vec().try_into().expect("short")
}

pub fn text() -> Hash {
    Hash::repeat_byte(7)
}

pub fn try_open(
    by: AccountId,
    track: Track,
    call: RuntimeCall,
) -> Result<PetitionId, DispatchError> {
    let id = NextPetition::<Test>::get();
    let opened = Petitions::open(signed(by), track, title("A well"), text(), Box::new(call));
    bare(opened).map(|()| id)
}

#[track_caller]
pub fn open(by: AccountId, track: Track, call: RuntimeCall) -> PetitionId {
    try_open(by, track, call).expect("opened")
}

pub fn endorse(by: AccountId, id: PetitionId) -> Result<(), DispatchError> {
    bare(Petitions::endorse(signed(by), id))
}

/// Opens a petition as person 1 or 101, or as the last one of the village who may. The next four
/// endorse it, so it is submitted or waits.
#[track_caller]
pub fn endorsed(track: Track, call: RuntimeCall) -> PetitionId {
    let (first, last) = people_of(track);
    endorsed_by_one_of(std::iter::once(first).chain((first..=last).rev()), track, call)
}

/// The first and the last person of a village.
fn people_of(track: Track) -> (AccountId, AccountId) {
    if track == ALOFI {
        (101, 110)
    } else {
        (1, 20)
    }
}

/// The first of these people who may opens a petition, and as many endorse it as it takes.
#[track_caller]
fn endorsed_by_one_of(
    mut people: impl Iterator<Item = AccountId>,
    track: Track,
    call: RuntimeCall,
) -> PetitionId {
    let may = |who: &AccountId| {
        OpenedBy::<Test>::get(*who as MemberId).unwrap_or_default() < TheRules::get().per_member
    };
    let opener = people.find(may).expect("somebody");
    let (first, _) = people_of(track);
    let id = open(opener, track, call);
    for who in first + 1..first + 5 {
        endorse(who, id).expect("endorsed");
    }
    id
}

#[track_caller]
pub fn endorsed_by(first: AccountId, track: Track, call: RuntimeCall) -> PetitionId {
    let id = open(first, track, call);
    for who in first + 1..first + 5 {
        endorse(who, id).expect("endorsed");
    }
    id
}

/// Opens a petition as that person, and gives it so many endorsements in all.
#[track_caller]
pub fn endorsed_by_many(first: AccountId, track: Track, endorsements: u64) -> PetitionId {
    let id = open(first, track, note(first as u32));
    for who in first + 1..first + endorsements {
        endorse(who, id).expect("endorsed");
    }
    id
}

/// Fills a track with as many referenda as it decides at once, whoever endorsed them. The last
/// people of the village open them.
pub fn fill(track: Track) -> Vec<PetitionId> {
    let (first, last) = people_of(track);
    let fill = |n| endorsed_by_one_of((first..=last).rev(), track, note(n));
    (0..deciding(track)).map(fill).collect()
}

/// Fills also the place of a national track that is kept for what a fifth of the people endorsed.
pub fn fill_up(track: Track) -> Vec<PetitionId> {
    let mut filled = fill(track);
    if track.village().is_none() {
        let many = endorsed(track, note(99));
        endorse(6, many).expect("endorsed");
        submit(many).expect("submitted");
        filled.push(many);
    }
    filled
}

pub fn submit(id: PetitionId) -> Result<(), DispatchError> {
    Petitions::submit(signed(999), id)
}

/// Sets the votes of the people, in per cent.
pub fn vote(referendum: ReferendumIndex, ayes: u32, nays: u32) {
    <Referenda as Polling<Tally>>::access_poll(referendum, |status| {
        if let Some((tally, _)) = status.ensure_ongoing() {
            *tally = Tally { ayes, nays };
        }
    });
}

/// Lets the people approve a petition. Its enactment is due [`ENACTMENT`] blocks later.
#[track_caller]
pub fn approve(id: PetitionId) -> ReferendumIndex {
    let referendum = referendum(id);
    vote(referendum, 100, 0);
    for _ in 0..20 {
        if let Some(ReferendumInfo::Approved(..)) = ReferendumInfoFor::<Test>::get(referendum) {
            return referendum;
        }
        next_block();
    }
    panic!("not approved");
}

/// Lets the people approve a petition, and goes on to the block of its enactment.
#[track_caller]
pub fn carry(id: PetitionId) {
    approve(id);
    run(ENACTMENT);
}

/// Opens a petition, and takes it through endorsement and approval to its enactment.
#[track_caller]
pub fn decided(track: Track, call: RuntimeCall) -> PetitionId {
    let id = endorsed(track, call);
    carry(id);
    id
}

pub fn retry(id: PetitionId) -> Result<(), DispatchError> {
    bare(Petitions::retry(signed(1), id, MaxCallWeight::get()))
}

pub fn execute(by: RuntimeOrigin, id: PetitionId) -> Result<(), DispatchError> {
    bare(Petitions::execute(by, id, MaxCallWeight::get()))
}

pub fn close(id: PetitionId) -> Result<(), DispatchError> {
    bare(Petitions::close(signed(1), id, MAX_STEP))
}

pub fn merge(by: AccountId, from: PetitionId, into: PetitionId) -> Result<(), DispatchError> {
    bare(Petitions::merge(signed(by), from, into, MAX_STEP))
}

/// Whether fragile calls fail.
pub fn set_broken(broken: bool) {
    world::Broken::<Test>::put(broken);
}

/// Takes the bytes of a petition's call away, as if the state were damaged.
#[track_caller]
pub fn lose_bytes(id: PetitionId) -> Vec<u8> {
    let call = petition(id).call;
    let key = (call.hash(), call.len().expect("known"));
    pallet_preimage::PreimageFor::<Test>::take(key).expect("long").into_inner()
}

/// Fills what is left of a block's agenda.
pub fn fill_agenda(when: BlockNumber) {
    let call = || Box::new(note(999_999));
    while Scheduler::schedule(RuntimeOrigin::root(), when, None, 255, call()).is_ok() {}
}

// Figures

#[track_caller]
pub fn petition(id: PetitionId) -> PetitionOf<Test> {
    crate::Petitions::<Test>::get(id).expect("a petition")
}

pub fn stage(id: PetitionId) -> Stage {
    petition(id).stage
}

#[track_caller]
pub fn referendum(id: PetitionId) -> ReferendumIndex {
    stage(id).referendum().expect("submitted")
}

#[track_caller]
pub fn failure(id: PetitionId) -> Failure {
    match stage(id) {
        Stage::Failed { failure, .. } => failure,
        other => panic!("not failed: {other:?}"),
    }
}

#[track_caller]
pub fn obstacle(id: PetitionId) -> Obstacle {
    match stage(id) {
        Stage::Waiting { obstacle, .. } => obstacle,
        other => panic!("not waiting: {other:?}"),
    }
}

/// The petitions that wait for a place on a track, in the order of their turns.
pub fn turns(track: Track) -> Vec<PetitionId> {
    let contenders = Petitions::contenders(track).into_iter();
    contenders.map(|contender| contender.petition).collect()
}

pub fn is_done(id: PetitionId) -> bool {
    matches!(stage(id), Stage::Done { .. })
}

pub fn is_voting(id: PetitionId) -> bool {
    matches!(stage(id), Stage::Voting { .. })
}

pub fn exists(id: PetitionId) -> bool {
    crate::Petitions::<Test>::contains_key(id)
}

/// How often the call with this number was made.
pub fn made(number: u32) -> u32 {
    world::Made::<Test>::get(number)
}

#[track_caller]
pub fn has_event(event: Event<Test>) {
    System::assert_has_event(event.into());
}
