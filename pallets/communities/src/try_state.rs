//! The invariants, each checked on its own.

use crate::{rules::Calendar, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use sp_runtime::DispatchError;
use vaka_primitives::try_storage_version;

impl<T: Config> Pallet<T> {
    /// All invariants.
    pub(crate) fn do_try_state() -> Result<(), DispatchError> {
        try_storage_version::<Self>()?;
        Self::try_electorates()?;
        Self::try_accounts()?;
        Self::try_numbers()?;
        Self::try_requests()?;
        Self::try_stages()?;
        Self::try_sponsors()?;
        Self::try_answering()?;
        Self::try_challenges()?;
        Self::try_vouches()?;
        Self::try_standing()?;
        Self::try_clerks()?;
        Self::try_windows()?;
        Self::try_seasoning()?;
        Self::try_helpers()?;
        Self::try_dormancy()?;
        Self::try_free_calls()
    }

    /// **Electorates**: the electorate of a community is the number of its members who are neither
    /// suspended nor dormant. That of all is their sum.
    fn try_electorates() -> Result<(), DispatchError> {
        let mut counted = BTreeMap::<CommunityId, u32>::new();
        for (id, person) in Members::<T>::iter() {
            let count = counted.entry(person.community).or_default();
            if person.is_counted() {
                *count = count.saturating_add(1);
            }
            let listed = Electors::<T>::contains_key(person.community, id);
            ensure!(listed == person.is_counted(), "a community lists its electorate");
        }
        let mut all = 0u32;
        for (id, community) in Communities::<T>::iter() {
            let count = counted.remove(&id).unwrap_or_default();
            ensure!(
                community.electorate == count,
                "a community's electorate is its members who are neither suspended nor dormant"
            );
            all = all.saturating_add(count);
        }
        ensure!(counted.is_empty(), "every member has a community");
        ensure!(
            Electorate::<T>::get() == all,
            "the electorate of all is the sum of the communities'"
        );
        ensure!(Electors::<T>::iter_keys().count() == all as usize, "nobody else is listed");
        Ok(())
    }

    /// **Accounts**: members and their accounts name each other, one each. A sufficient reference
    /// and a provider hold each such account.
    fn try_accounts() -> Result<(), DispatchError> {
        for (id, person) in Members::<T>::iter() {
            ensure!(
                MemberOf::<T>::get(&person.account) == Some(id),
                "a member's account names the member"
            );
            ensure!(
                frame_system::Pallet::<T>::sufficients(&person.account) > 0,
                "a member's account needs no balance"
            );
            ensure!(
                frame_system::Pallet::<T>::providers(&person.account) > 0,
                "a member's account can receive vouchers"
            );
        }
        let (members, accounts) =
            (Members::<T>::iter_keys().count(), MemberOf::<T>::iter_keys().count());
        ensure!(members == accounts, "every account has its member");
        Ok(())
    }

    /// **Numbers**: all numbers that exist are below the next one, which never goes back.
    fn try_numbers() -> Result<(), DispatchError> {
        let (communities, members, requests) =
            (NextCommunity::<T>::get(), NextMember::<T>::get(), NextRequest::<T>::get());
        ensure!(
            Communities::<T>::iter_keys().all(|id| id < communities),
            "a community's number is below the next"
        );
        ensure!(
            Communities::<T>::iter_keys().count() == communities as usize,
            "no community is ever removed"
        );
        ensure!(
            Members::<T>::iter_keys().all(|id| id < members),
            "a member's number is below the next"
        );
        ensure!(
            Requests::<T>::iter_keys().all(|id| id < requests),
            "a request's number is below the next"
        );
        Ok(())
    }

    /// **Requests**: each is the only one of its account, and is true of it. The account that joins
    /// or is to replace another is no member's; the member who moves belongs to another community.
    /// A member has at most one replacement, and their record names it. A deposit belongs to a
    /// request by which somebody asks to join for themselves.
    fn try_requests() -> Result<(), DispatchError> {
        let mut replacements = 0usize;
        for (id, request) in Requests::<T>::iter() {
            ensure!(
                RequestOf::<T>::get(&request.account) == Some(id),
                "an account names its request"
            );
            ensure!(
                Communities::<T>::contains_key(request.community),
                "a request is for a community"
            );
            let member = MemberOf::<T>::get(&request.account);
            match request.kind {
                Kind::Join => {
                    ensure!(member.is_none(), "who joins is no member");
                    ensure!(
                        request.sponsor.is_some() != Deposits::<T>::contains_key(id),
                        "who joins left a deposit, or was brought"
                    );
                }
                Kind::Move(mover) => {
                    let elsewhere = Members::<T>::get(mover)
                        .is_some_and(|person| person.community != request.community);
                    ensure!(member == Some(mover) && elsewhere, "who moves is elsewhere");
                }
                Kind::Replace(lost) => {
                    ensure!(member.is_none(), "a new account is no member's");
                    let knows = Members::<T>::get(lost).is_some_and(|person| {
                        person.replacement == Some(id) && person.community == request.community
                    });
                    ensure!(knows, "a member knows of their replacement");
                    replacements = replacements.saturating_add(1);
                }
            }
        }
        let (requests, accounts) =
            (Requests::<T>::iter_keys().count(), RequestOf::<T>::iter_keys().count());
        ensure!(requests == accounts, "every account has its request");
        let known =
            Members::<T>::iter_values().filter(|person| person.replacement.is_some()).count();
        ensure!(known == replacements, "every replacement has its request");
        for id in Deposits::<T>::iter_keys() {
            let join = Requests::<T>::get(id).is_some_and(|request| request.kind == Kind::Join);
            ensure!(join, "a deposit is for a request to join");
        }
        Ok(())
    }

    /// **Stages and deadlines**: a request past the open stage has its clerk and vouches, unless
    /// appeals granted a replacement in place of the vouches. The
    /// deadline of a waiting request is after its period. A request with enough challenges does not
    /// wait. No deadline is further away than its stage allows, so each request can be pruned.
    fn try_stages() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        for request in Requests::<T>::iter_values() {
            let challenges = request.challenges.len() as u32;
            let enough = request.vouches.len() as u32 == rules.vouches;
            ensure!(
                request.stage == Stage::Open
                    || (request.clerk.is_some() && (enough || request.granted)),
                "what is past the open stage has its clerk and vouches, or was granted"
            );
            ensure!(
                !request.granted || !(request.is_admission() || request.stage == Stage::Open),
                "what is granted in place of vouches is a replacement that waits"
            );
            let longest = match request.stage {
                Stage::Open => {
                    ensure!(challenges == 0, "what is open was not challenged");
                    rules.request_life
                }
                Stage::Waiting { ripe } => {
                    ensure!(challenges < rules.challenges, "what was challenged does not wait");
                    ensure!(ripe < request.until, "what waits can be confirmed");
                    let period = if request.is_admission() {
                        rules.challenge_period
                    } else {
                        rules.replacement_period
                    };
                    period.saturating_add(rules.confirm_life)
                }
                Stage::Appealed => rules.appeal_life,
            };
            ensure!(request.until <= calendar.after(longest), "a request has a deadline");
        }
        Ok(())
    }

    /// **Pending requests are bounded**: a member's record counts the requests that they brought
    /// for others. There are no more than a clerk may have.
    fn try_sponsors() -> Result<(), DispatchError> {
        let mut brought = BTreeMap::<MemberId, u32>::new();
        for request in Requests::<T>::iter_values() {
            if let Some(sponsor) = request.sponsor {
                let count = brought.entry(sponsor).or_default();
                *count = count.saturating_add(1);
            }
        }
        let rules = Self::figures();
        let most = rules.sponsored.max(rules.sponsored_by_clerk);
        for (id, person) in Members::<T>::iter() {
            let count = brought.remove(&id).unwrap_or_default();
            ensure!(person.sponsored == count, "a member counts the requests that they brought");
            ensure!(count <= most, "no member brings too many requests");
        }
        let left = brought
            .keys()
            .all(|id| *id < NextMember::<T>::get() && !Members::<T>::contains_key(id));
        ensure!(left, "others were brought by members who left");
        Ok(())
    }

    /// **Answering**: a member's record counts exactly the requests past the open stage that they
    /// vouched for or whose clerk they are, each once. A member who vouched for one has not left.
    /// Its clerk may have left, before it had its vouches.
    fn try_answering() -> Result<(), DispatchError> {
        let mut answering = BTreeMap::<MemberId, u32>::new();
        for request in Requests::<T>::iter_values() {
            for member in request.answering() {
                let count = answering.entry(member).or_default();
                *count = count.saturating_add(1);
                ensure!(
                    Members::<T>::contains_key(member)
                        || (request.clerk == Some(member) && !request.is_admission()),
                    "who answers for a request has not left"
                );
            }
        }
        for (id, person) in Members::<T>::iter() {
            let count = answering.get(&id).copied().unwrap_or_default();
            ensure!(
                person.answers_for == count,
                "a member counts the requests that they answer for"
            );
        }
        Ok(())
    }

    /// **Challenges**: a member challenges one request at a time, once, and their record names it.
    /// Bans last as long as the rules say.
    fn try_challenges() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut challenged = BTreeMap::<MemberId, RequestId>::new();
        for (id, request) in Requests::<T>::iter() {
            for member in &request.challenges {
                let other = challenged.insert(*member, id);
                ensure!(other.is_none(), "a member challenges one request, once");
            }
        }
        for (id, person) in Members::<T>::iter() {
            let challenging = challenged.remove(&id);
            ensure!(person.challenging == challenging, "a member knows what they challenged");
            ensure!(
                person.challenges_from <= calendar.after(rules.challenge_ban),
                "a member may challenge again"
            );
        }
        let gone = challenged.keys().all(|id| *id < NextMember::<T>::get());
        ensure!(gone, "others were challenged by members who left");
        Ok(())
    }

    /// **Vouches**: at most one for each member and request, at most as many as needed, none by the
    /// clerk, none in the future. No member has vouched twice in the interval.
    fn try_vouches() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let mut times = BTreeMap::<MemberId, Vec<BlockNumber>>::new();
        for request in Requests::<T>::iter_values() {
            ensure!(
                request.vouches.len() as u32 <= rules.vouches,
                "a request has no more vouches than it needs"
            );
            let mut seen = Vec::new();
            for Vouch { member, at } in &request.vouches {
                ensure!(!seen.contains(member), "a member vouches once for a request");
                seen.push(*member);
                ensure!(request.clerk != Some(*member), "the clerk does not vouch");
                ensure!(
                    *at <= calendar.now && *member < NextMember::<T>::get(),
                    "a vouch was made by somebody"
                );
                times.entry(*member).or_default().push(*at);
            }
        }
        for (member, mut times) in times {
            times.sort_unstable();
            let interval = calendar.slots(rules.vouch_interval);
            let apart = times.is_sorted_by(|one, next| next.saturating_sub(*one) >= interval);
            ensure!(apart, "a member vouches once in the interval");
            let counted = Members::<T>::get(member).is_none_or(|person| {
                let last = times.last().copied().unwrap_or_default();
                person.vouches_from >= last.saturating_add(interval)
            });
            ensure!(counted, "a member's last vouch is remembered");
        }
        Ok(())
    }

    /// **Standing**: what a member has since a slot, they have since a slot that is past.
    /// Freezes, bans and pauses last at most as long as the rules say, and every freeze has its
    /// pause.
    fn try_standing() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let pause = calendar.slots(rules.freeze_pause);
        for person in Members::<T>::iter_values() {
            let since = [person.active_since, person.village_since, person.account_since];
            ensure!(
                since.into_iter().all(|since| since <= calendar.now),
                "what is since then was not in the future"
            );
            ensure!(person.frozen_until <= calendar.after(rules.freeze), "a freeze ends");
            let paused = person.frozen_until == 0
                || person.freezable_from == person.frozen_until.saturating_add(pause);
            ensure!(paused, "after a freeze there is a pause");
            ensure!(
                person.standing_from
                    <= person.village_since.saturating_add(calendar.slots(rules.standing)),
                "standing is earned in the rules' time"
            );
            ensure!(
                person.moves_from
                    <= person.village_since.saturating_add(calendar.slots(rules.move_interval)),
                "a member may move again"
            );
            ensure!(
                person.banned_until <= calendar.after(rules.vouch_ban)
                    && person.vouches_from <= calendar.after(rules.vouch_interval),
                "a member may vouch again"
            );
        }
        Ok(())
    }

    /// **Clerks**: a clerk is a member of the community, is named once, is neither suspended nor
    /// dormant, and freezes one person at a time.
    fn try_clerks() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        for (id, community) in Communities::<T>::iter() {
            let mut seen = Vec::new();
            for clerk in &community.clerks {
                ensure!(!seen.contains(&clerk.member), "a clerk has one office");
                seen.push(clerk.member);
                let of_community = Members::<T>::get(clerk.member)
                    .is_some_and(|person| person.community == id && person.is_counted());
                ensure!(of_community, "a clerk is a member who is neither suspended nor dormant");
                ensure!(
                    clerk.freezes_from <= calendar.after(rules.freeze),
                    "a clerk may freeze again"
                );
            }
        }
        Ok(())
    }

    /// **Windows**: there are at most as many admissions, members by founding, suspensions, and
    /// members declared dormant in the window as the bound of the last of them. Days are in order.
    fn try_windows() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        let of_communities = Communities::<T>::iter_values().flat_map(|community| {
            [
                (community.admissions, rules.admissions),
                (community.dormancies, rules.village_dormancies),
            ]
        });
        let windows = [
            (Foundings::<T>::get(), rules.foundings),
            (Suspensions::<T>::get(), rules.suspensions),
            (Dormancies::<T>::get(), rules.dormancies),
        ];
        for (window, quota) in of_communities.chain(windows) {
            ensure!(
                window.within(calendar.today(), &quota) <= window.bound,
                "what is counted is within the bound"
            );
            let sorted = window.days.is_sorted_by(|one, next| one.day < next.day);
            ensure!(
                sorted && window.days.iter().all(|day| day.count > 0),
                "the days of a window are in order"
            );
        }
        Ok(())
    }

    /// **Seasoning**: the members who vote on the constitution are those who are neither suspended nor
    /// dormant and have been active for as long as it takes, as a recount gives them, today and on every day to
    /// come.
    fn try_seasoning() -> Result<(), DispatchError> {
        let calendar = Calendar::read::<T>();
        let latest = Self::seasoned_from(&calendar);
        let mut counted = BTreeMap::<Day, u32>::new();
        let mut seasoned = 0u32;
        for person in Members::<T>::iter_values() {
            ensure!(person.seasoned_from <= latest, "everybody is seasoned in the rules' time");
            if !person.is_counted() {
                continue;
            }
            if person.seasoned_from <= calendar.now {
                seasoned = seasoned.saturating_add(1);
                continue;
            }
            let day = calendar.day_of(person.seasoned_from);
            let first = calendar.first_slot_of(day) == person.seasoned_from;
            ensure!(first, "members are seasoned at the beginning of a day");
            let count = counted.entry(day).or_default();
            *count = count.saturating_add(1);
        }
        ensure!(Self::seasoned(&calendar) == seasoned, "the seasoned electorate is its recount");
        let days = Unseasoned::<T>::get();
        let sorted = days.is_sorted_by(|one, next| one.day < next.day);
        ensure!(sorted && days.iter().all(|day| day.count > 0), "the days are in order");
        let stored = days
            .into_iter()
            .filter(|entry| entry.day > calendar.today())
            .map(|entry| (entry.day, entry.count))
            .collect::<BTreeMap<_, _>>();
        ensure!(stored == counted, "members are counted by the day on which they are seasoned");
        Ok(())
    }

    /// **Helpers**: a helper who accepted and the member name each other, once. Nobody helps
    /// themselves, or more members than one may. Both are members; a helper who has not accepted may
    /// have left.
    fn try_helpers() -> Result<(), DispatchError> {
        let now = Calendar::read::<T>().now;
        let mut accepted = 0usize;
        for (member, help) in Helpers::<T>::iter() {
            ensure!(Members::<T>::contains_key(member), "only members have helpers");
            ensure!(help.helper != member, "nobody helps themselves");
            ensure!(help.named <= now, "nobody was named in the future");
            let times = Helped::<T>::get(help.helper).iter().filter(|one| **one == member).count();
            ensure!(times == usize::from(help.accepted), "a helper knows whom they help, once");
            accepted = accepted.saturating_add(times);
        }
        let mut helped = 0usize;
        for (helper, members) in Helped::<T>::iter() {
            ensure!(Members::<T>::contains_key(helper), "a helper is a member");
            let bound = Self::figures().helped as usize;
            ensure!((1..=bound).contains(&members.len()), "a helper helps a few");
            helped = helped.saturating_add(members.len());
        }
        ensure!(helped == accepted, "nobody else is helped");
        Ok(())
    }

    /// **Dormancy**: what was noted is past. A member sleeps before they wake, and is dormant only if
    /// they did nothing for as long as it takes. (A new key that they got since is none of their
    /// doing.)
    fn try_dormancy() -> Result<(), DispatchError> {
        let (rules, calendar) = (Self::figures(), Calendar::read::<T>());
        for person in Members::<T>::iter_values() {
            ensure!(person.last_active <= calendar.now, "a member acted in the past");
            let Some(Dormancy { since, until }) = person.dormancy else {
                continue;
            };
            let woke = until.unwrap_or(calendar.now);
            ensure!(since <= woke && woke <= calendar.now, "a member sleeps, then wakes");
            let slept = since.saturating_sub(person.last_active);
            let later = person.last_active >= since;
            ensure!(
                later || slept >= calendar.slots(rules.dormant_after),
                "a dormant member did nothing for as long as it takes"
            );
            ensure!(until.is_none_or(|_| person.last_active >= woke), "a member wakes by acting");
        }
        Ok(())
    }

    /// **Free calls**: only members have them, and at most as many in a day as the rules say.
    fn try_free_calls() -> Result<(), DispatchError> {
        let Rules { free_calls, helper_calls, .. } = Self::figures();
        for (member, FreeCallsUsed { used, by_helper, .. }) in FreeCalls::<T>::iter() {
            ensure!(
                Members::<T>::contains_key(member) && used <= free_calls,
                "a member's free calls are within the allowance"
            );
            ensure!(
                by_helper <= helper_calls.min(used),
                "a helper leaves a part of the allowance to the member"
            );
        }
        Ok(())
    }
}
