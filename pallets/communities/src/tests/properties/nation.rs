//! A nation in which anything may happen.

use super::{census::*, ops::*, watch::Watch};
use crate::{
    mock::{Communities, *},
    *,
};
use vaka_testing::random::pick;

pub struct Nation {
    pub watch: Watch,
    founded: u32,
    transactions: u32,
}

impl Nation {
    pub fn begin() -> Self {
        for n in OUTSIDERS.step_by(2) {
            endow(n);
        }
        Self { watch: Watch::begin(), founded: 0, transactions: 0 }
    }

    /// Makes something happen, as far as it makes sense now.
    pub fn happen(&mut self, op: Op) {
        let Op { one, two, odd, .. } = op;
        let (wild, odd) = (odd < WILD, odd < LAX);
        match op.what {
            What::Wait(days) => {
                System::set_block_number(now() + days * DAY + u32::from(one) % 7);
                check();
            }
            What::Ask => {
                let candidates = if odd { people() } else { outsiders_with_money() };
                let Some(who) = pick(&candidates, one) else {
                    return;
                };
                let community = u32::from(two) % if odd { 4 } else { 2 };
                let call = Call::request_membership { community, consent: None };
                self.call(who, call);
            }
            What::Bring => self.bring(one, two, odd),
            What::Withdraw => {
                let open = requests(|request| request.stage == Stage::Open);
                let Some(request) = self.one_of(open, one, wild) else {
                    return;
                };
                let by = match Requests::<Test>::get(request) {
                    Some(found) if !odd => number_of(found.sponsor, &found.account),
                    _ => pick(&people(), two),
                };
                let Some(by) = by else { return };
                self.call(by, Call::withdraw_request { request });
            }
            What::Vouch => {
                let open = requests(|request| request.stage == Stage::Open);
                let Some(request) = self.one_of(open, one, wild) else {
                    return;
                };
                let able = match Requests::<Test>::get(request) {
                    Some(found) if !odd => vouchers(&found),
                    Some(found) if two % 4 > 0 => {
                        those(|_, person| person.community == found.community)
                    }
                    _ => people(),
                };
                let Some(by) = pick(&able, two) else { return };
                self.call(by, Call::vouch { request });
            }
            What::VouchFully => {
                let lacks = |request: &Request<AccountId>| {
                    request.stage == Stage::Open && request.vouches.len() < 3
                };
                // Requests that lack the fewest vouches come first; otherwise few would ever have
                // enough.
                let mut open = requests(lacks);
                open.sort_by_key(|id| 3 - request(*id).vouches.len());
                open.truncate(3);
                let Some(id) = pick(&open, one) else { return };
                for by in vouchers(&request(id)) {
                    if Requests::<Test>::get(id).as_ref().is_some_and(lacks) {
                        self.call(by, Call::vouch { request: id });
                    }
                }
            }
            What::WithdrawVouch => {
                let vouched =
                    requests(|request| request.stage == Stage::Open && !request.vouches.is_empty());
                let Some(request) = self.one_of(vouched, one, wild) else {
                    return;
                };
                let vouched = Requests::<Test>::get(request).and_then(|found| {
                    let vouch = found.vouches.first()?;
                    Some(those(|member, _| member == vouch.member))
                });
                let by = if odd { people() } else { vouched.unwrap_or_default() };
                let Some(by) = pick(&by, two) else { return };
                self.call(by, Call::withdraw_vouch { request });
            }
            What::Admit => {
                let full = requests(|request| {
                    request.stage == Stage::Open
                        && request.is_admission()
                        && request.vouches.len() >= 3
                });
                let Some(request) = self.one_of(full, one, wild) else {
                    return;
                };
                let Some(by) = self.clerk_for(request, two, odd) else {
                    return;
                };
                self.call(by, Call::admit { request });
            }
            What::Challenge | What::ChallengeFully => {
                let waiting = requests(|request| match request.stage {
                    Stage::Waiting { ripe } => odd || now() < ripe,
                    _ => false,
                });
                let Some(request) = self.one_of(waiting, one, wild) else {
                    return;
                };
                let times = match op.what {
                    What::Challenge => 1,
                    _ => 3,
                };
                for n in 0..times {
                    let able = if odd { people() } else { challengers(request) };
                    let Some(by) = pick(&able, two.wrapping_add(n)) else {
                        return;
                    };
                    self.call(by, Call::challenge_admission { request });
                }
            }
            What::Confirm | What::ConfirmReplacement => {
                let replacement = matches!(op.what, What::ConfirmReplacement);
                let ripe = requests(|request| {
                    let of_kind = request.is_admission() != replacement;
                    of_kind
                        && matches!(request.stage, Stage::Waiting { ripe } if odd || ripe <= now())
                });
                let Some(request) = self.one_of(ripe, one, wild) else {
                    return;
                };
                let Some(by) = pick(&people(), two) else {
                    return;
                };
                let call = if replacement {
                    Call::confirm_replacement { request }
                } else {
                    Call::confirm_admission { request }
                };
                self.call(by, call);
            }
            What::Freeze => {
                let Some(by) = pick(&self.clerks_or_any(odd), one) else {
                    return;
                };
                let village = Communities::member_by_account(account(by))
                    .map(|member| member.membership.community);
                let able = those(|_, person| odd || Some(person.community) == village);
                let Some(whom) = pick(&able, two) else { return };
                let member = member(whom);
                self.call(by, Call::freeze { member });
            }
            What::Suspend => {
                let able = those(|_, person| odd || !person.suspended);
                // In a nation in which all are suspended nothing happens.
                let few = those(|_, person| !person.suspended).len() < 12;
                let Some(whom) = pick(&able, one).filter(|_| !few) else {
                    return;
                };
                let member = member(whom);
                self.decree(appeals(), two, Call::suspend { member });
            }
            What::Reinstate => {
                let able = those(|_, person| odd || person.suspended);
                let Some(whom) = pick(&able, one) else { return };
                let member = member(whom);
                self.decree(appeals(), two, Call::reinstate { member });
            }
            What::Decide => {
                let appealed = requests(|request| request.stage == Stage::Appealed);
                let Some(request) = self.one_of(appealed, one, wild) else {
                    return;
                };
                let verdicts = [Verdict::Grant, Verdict::Grant, Verdict::Refuse, Verdict::Fake];
                let verdict = pick(&verdicts, two).expect("four");
                self.decree(appeals(), two / 4, Call::decide_request { request, verdict });
            }
            What::Move => {
                let able =
                    those(|_, person| odd || (!person.suspended && now() >= person.moves_from));
                let Some(by) = pick(&able, one) else { return };
                let to = if odd { u32::from(two) % 4 } else { 1 - person(by).community.min(1) };
                self.call(by, Call::move_community { to });
            }
            What::Replace => {
                let Some(by) = pick(&self.clerks_or_any(odd), one) else {
                    return;
                };
                let village = Communities::member_by_account(account(by))
                    .map(|member| member.membership.community);
                let able = those(|_, person| {
                    odd || (Some(person.community) == village && person.replacement.is_none())
                });
                let Some(lost) = pick(&able, two) else { return };
                let candidates = if odd { people() } else { outsiders() };
                let Some(new) = pick(&candidates, one ^ two) else {
                    return;
                };
                let lost = member(lost);
                let consent = consent(new, Purpose::Replace(lost));
                self.call(by, Call::replace_account { member: lost, consent });
            }
            What::Object => {
                let able = requests(|request| {
                    let in_time = match request.stage {
                        Stage::Waiting { ripe } => odd || now() < ripe,
                        Stage::Open | Stage::Appealed => odd,
                    };
                    !request.is_admission() && in_time
                });
                let Some(request) = self.one_of(able, one, wild) else {
                    return;
                };
                let lost = match Requests::<Test>::get(request).map(|found| found.kind) {
                    Some(Kind::Replace(lost)) if !odd || two.is_multiple_of(2) => {
                        those(|id, _| id == lost)
                    }
                    _ => people(),
                };
                let Some(by) = pick(&lost, two) else { return };
                self.call(by, Call::object_to_replacement { request });
            }
            What::Leave => {
                let able = those(|_, person| odd || !person.suspended);
                // Some have to stay.
                let few = those(|_, _| true).len() < 14;
                let Some(by) = pick(&able, one).filter(|_| !few) else {
                    return;
                };
                self.call(by, Call::leave {});
            }
            What::Prune => {
                let mut expired = Requests::<Test>::iter()
                    .filter(|(_, request)| request.until <= now())
                    .map(|(id, _)| id)
                    .collect::<Vec<_>>();
                expired.sort_unstable();
                let Some(request) = self.one_of(expired, one, wild) else {
                    return;
                };
                let Some(by) = pick(&people(), two) else {
                    return;
                };
                self.call(by, Call::prune_request { request });
            }
            What::Appoint => {
                // At most two clerks for each village, so that enough members may vouch.
                let able = those(|id, person| {
                    let clerks = Communities::community(person.community).expect("one").clerks;
                    odd || (clerks.len() < 2 && !is_clerk(id) && !person.suspended)
                });
                let Some(whom) = pick(&able, one) else { return };
                let (community, member) = (person(whom).community, member(whom));
                let few = Communities::community(community).expect("one").clerks.len() < 3;
                if few {
                    self.decree(clerk_track(), two, Call::appoint_clerk { community, member });
                }
            }
            What::Dismiss => {
                let Some(whom) = pick(&self.clerks_or_any(odd), one) else {
                    return;
                };
                if !is_member(whom) {
                    return;
                }
                let (community, member) = (person(whom).community, member(whom));
                self.decree(clerk_track(), two, Call::dismiss_clerk { community, member });
            }
            What::Found => self.found(one, two, odd),
            What::SetHelper => self.set_helper(one, two, odd),
            What::AcceptHelping | What::ResignHelping | What::ActFor => {
                let accepted = !matches!(op.what, What::AcceptHelping);
                let wanted = |help: &Help| odd || help.accepted == accepted;
                let mut named = Helpers::<Test>::iter()
                    .filter(|(_, help)| wanted(help))
                    .map(|(member, help)| (member, help.helper))
                    .collect::<Vec<_>>();
                named.sort_unstable();
                let Some((member, helper)) = pick(&named, one) else {
                    return;
                };
                let by = if wild { people() } else { those(|id, _| id == helper) };
                let Some(by) = pick(&by, two) else { return };
                match op.what {
                    What::AcceptHelping => self.call(by, Call::accept_helping { member }),
                    What::ResignHelping => self.call(by, Call::resign_helping { member }),
                    _ => self.watch.act_for(by, member),
                }
            }
            What::Act => {
                let call = if wild {
                    let request = any_request(one);
                    RuntimeCall::Communities(Call::vouch { request })
                } else {
                    RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
                };
                let call = Box::new(call);
                self.decree(root(), two, Call::act_as_community { call });
            }
            What::Declare => {
                let able = if odd { those(|_, _| true) } else { sleepers() };
                let Some(by) = pick(&people(), two) else { return };
                let members = (0..1 + one % 3).filter_map(|n| pick(&able, one.wrapping_add(n)));
                let members = members.map(member).collect::<Vec<_>>();
                let members = members.try_into().expect("few");
                self.call(by, Call::declare_dormant { members });
            }
            What::Here => {
                let able = if odd { people() } else { those(|_, person| person.is_dormant()) };
                let Some(by) = pick(&able, one) else { return };
                self.call(by, Call::here {});
            }
        }
    }

    /// Somebody sends a transaction: the chain notes that they acted. Now and then it is a proxy's
    /// instead.
    fn call(&mut self, by: u32, call: Call<Test>) {
        self.transactions = self.transactions.wrapping_add(1);
        if !self.transactions.is_multiple_of(16) {
            self.watch.act(by);
        }
        self.watch.call(signed(by), call);
    }

    /// Makes a call by the track that may make it; seldom by somebody who may not.
    fn decree(&mut self, track: RuntimeOrigin, n: u16, call: Call<Test>) {
        let origin = if n.is_multiple_of(16) { signed(1) } else { track };
        self.watch.call(origin, call);
    }

    fn one_of(&mut self, sensible: Vec<RequestId>, n: u16, wild: bool) -> Option<RequestId> {
        if wild {
            Some(any_request(n))
        } else {
            pick(&sensible, n)
        }
    }

    fn clerks_or_any(&self, odd: bool) -> Vec<u32> {
        if odd {
            people()
        } else {
            those(|id, person| is_clerk(id) && !person.is_frozen(now()))
        }
    }

    fn clerk_for(&self, request: RequestId, n: u16, odd: bool) -> Option<u32> {
        let community = Requests::<Test>::get(request).map(|found| found.community);
        let able = those(|id, person| {
            odd || (is_clerk(id) && Some(person.community) == community && !person.is_frozen(now()))
        });
        pick(&able, n)
    }

    fn bring(&mut self, one: u16, two: u16, odd: bool) {
        let able = those(|_, person| odd || (!person.suspended && person.sponsored == 0));
        let Some(by) = pick(&able, one) else { return };
        let candidates = if odd && one.is_multiple_of(2) { people() } else { outsiders() };
        let Some(applicant) = pick(&candidates, two) else {
            return;
        };
        let mut community = person(by).community;
        let consent = match (odd, one % 8) {
            (true, 1) => consent(applicant, Purpose::Join(community + 1)),
            (true, 3) => consent_until(applicant, Purpose::Join(community), now()),
            (true, 5) => consent_until(applicant, Purpose::Join(community), now() + 99 * DAY),
            _ => consent(applicant, Purpose::Join(community)),
        };
        if odd && one % 8 == 7 {
            community = u32::from(two) % 3;
        }
        let call = Call::request_membership { community, consent: Some(consent) };
        self.call(by, call);
    }

    /// A member names a helper. One person is named often, so that their places fill.
    fn set_helper(&mut self, one: u16, two: u16, odd: bool) {
        let able = those(|_, person| odd || !person.suspended);
        let Some(by) = pick(&if odd { people() } else { able.clone() }, one) else {
            return;
        };
        let named = if two.is_multiple_of(2) { &able[..able.len().min(1)] } else { &able[..] };
        let helper = match two % 16 {
            15 => None,
            14 if odd => Some(u32::from(two)),
            _ => pick(named, two / 16).map(member),
        };
        self.call(by, Call::set_helper { helper });
    }

    /// Founds a village of people from elsewhere; now and then one that is refused.
    fn found(&mut self, one: u16, two: u16, odd: bool) {
        if self.founded >= 2 && !odd {
            return;
        }
        let first = 10_000 + 100 * self.founded;
        // Six are too many.
        let mut people = (first..first + 5 + u32::from(one.is_multiple_of(4))).collect::<Vec<_>>();
        let mut name = b"New village".to_vec();
        if odd {
            match two % 4 {
                0 => people.truncate(4),
                1 => people[4] = u32::from(one) % 10,
                2 => name.clear(),
                _ => return,
            }
        } else {
            self.founded += 1;
        }
        let call = Call::found_community {
            founders: founders(&name, &people, &[]).try_into().expect("few"),
            name: name.try_into().expect("short"),
            clerks: Default::default(),
        };
        let origin = if two.is_multiple_of(16) { signed(1) } else { root() };
        self.watch.call(origin, call);
    }
}
