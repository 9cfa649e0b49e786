//! Members and requests, in lines and JSON.

use clap::Args;
use serde_json::{json, Value as Json};
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::utils::AccountId32;
use vaka_connect::State;

use crate::answers::{CommunityView, MemberView, RequestView};
use crate::failure::Failure;
use crate::key::Key;
use crate::node::Common;
use crate::report::Report;
use crate::track::Clock;
use crate::validator::address;
use crate::value::{plain, text_or_hex};

#[derive(Args)]
#[group(id = "whose", multiple = false, args = ["account", "number"])]
pub struct Status {
    /// The member with this account.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    account: Option<AccountId32>,
    /// The member of this number.
    #[arg(long)]
    number: Option<u32>,
    #[command(flatten)]
    key: Key,
}

impl Status {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        let account = match (self.account, self.number) {
            (None, None) => Some(self.key.account()?.id()),
            (account, _) => account,
        };
        let state = common.connect().await?.state().await?;
        let Some(account) = account else {
            let number = self.number.unwrap_or_default();
            let asked = vec![Value::u128(number.into())];
            let found = state.api::<Option<MemberView>>("CommunitiesApi", "member", asked).await?;
            return member(&state, found.ok_or(Failure::NoSuchMember(number))?).await;
        };
        let asked = vec![Value::from_bytes(account.0)];
        let found: Option<MemberView> =
            state.api("CommunitiesApi", "member_by_account", asked.clone()).await?;
        match found {
            Some(found) => member(&state, found).await,
            None => {
                let pending: Option<RequestView> =
                    state.api("CommunitiesApi", "request_of", asked).await?;
                let pending = pending.ok_or(Failure::NoMember(account))?;
                let mut report = Report::new();
                add(&mut report, &pending, &Clock::read(&state).await?);
                report.field("request", json(&pending));
                Ok(report)
            }
        }
    }
}

async fn member(state: &State, found: MemberView) -> Result<Report, Failure> {
    let MemberView { membership, account, is_clerk, free_calls, .. } = &found;
    let village = membership.community;
    let asked = vec![Value::u128(village.into())];
    let community =
        state.api::<Option<CommunityView>>("CommunitiesApi", "community", asked).await?;
    let community = community.ok_or(Failure::NoCommunity(village))?;
    let (name, clock) = (text_or_hex(&community.name), Clock::read(state).await?);
    let clerk = if *is_clerk { ", a clerk" } else { "" };
    let mut report = Report::new();
    report.line(format!("member {} of community {village} ({name}){clerk}", membership.member));
    report.line(format!("account {account}"));
    report.line(format!("{free_calls} free calls left today"));
    for (what, slot) in
        [("may vouch", found.vouches_from), ("votes on the constitution", membership.seasoned_from)]
    {
        match slot <= clock.now {
            true => report.line(what),
            false => report.line(format!("{what} from {}", clock.when(slot))),
        };
    }
    for (what, slot) in [
        ("frozen by a clerk until", found.frozen_until),
        ("may not vouch, because of a fake, until", found.banned_until),
    ] {
        if slot > clock.now {
            report.line(format!("{what} {}", clock.when(slot)));
        }
    }
    if let Some(request) = found.replacement {
        report.line(format!("REQUEST {request} ASKS FOR ANOTHER ACCOUNT: if you did not, object"));
    }
    report
        .field("member", membership.member)
        .field("community", village)
        .field("name", name)
        .field("account", account.to_string())
        .field("isClerk", *is_clerk)
        .field("freeCalls", *free_calls)
        .field("vouchesFrom", found.vouches_from)
        .field("seasonedFrom", membership.seasoned_from)
        .field("frozenUntil", found.frozen_until)
        .field("bannedUntil", found.banned_until)
        .field("replacement", found.replacement)
        .field("now", clock.now);
    Ok(report)
}

pub async fn request(common: &Common, number: u32) -> Result<Report, Failure> {
    let state = common.connect().await?.state().await?;
    let asked = vec![Value::u128(number.into())];
    let found = state.api::<Option<RequestView>>("CommunitiesApi", "request", asked).await?;
    let found = found.ok_or(Failure::NoRequest(number))?;
    let mut report = Report::new();
    add(&mut report, &found, &Clock::read(&state).await?);
    if let Json::Object(fields) = json(&found) {
        report.json = fields;
    }
    Ok(report)
}

pub async fn requests(common: &Common, community: u32, from: u32) -> Result<Report, Failure> {
    let state = common.connect().await?.state().await?;
    let village = vec![Value::u128(community.into())];
    let known: Option<CommunityView> = state.api("CommunitiesApi", "community", village).await?;
    let known = known.ok_or(Failure::NoCommunity(community))?;
    let asked = vec![Value::u128(community.into()), Value::u128(from.into())];
    let all: Vec<RequestView> = state.api("CommunitiesApi", "requests", asked).await?;
    let clock = Clock::read(&state).await?;
    let (name, mut report) = (text_or_hex(&known.name), Report::new());
    let CommunityView { electorate, clerks, admissions_left, .. } = &known;
    report.line(format!(
        "community {community} ({name}): {electorate} members, {admissions_left} admissions left; clerks {clerks:?}"
    ));
    for one in &all {
        add(&mut report, one, &clock);
    }
    report
        .field("community", community)
        .field("name", name)
        .field("electorate", *electorate)
        .field("clerks", clerks.clone())
        .field("admissionsLeft", *admissions_left)
        .field("requests", all.iter().map(json).collect::<Vec<_>>());
    Ok(report)
}

fn add(report: &mut Report, found: &RequestView, clock: &Clock) {
    let RequestView { id, request, valid_vouches } = found;
    let (kind, stage) = (plain(&request.kind), plain(&request.stage));
    let clerk = request.clerk.map(|clerk| format!(", clerk {clerk}")).unwrap_or_default();
    report.line(format!(
        "request {id} ({kind}) of {}: {stage}, {valid_vouches} vouches{clerk}, {} challenges, until {}",
        request.account,
        request.challenges.len(),
        clock.when(request.until)
    ));
}

fn json(found: &RequestView) -> Json {
    let RequestView { id, request, valid_vouches } = found;
    json!({ "request": id, "account": request.account.to_string(),
        "community": request.community, "kind": plain(&request.kind),
        "stage": plain(&request.stage), "vouches": valid_vouches, "clerk": request.clerk,
        "challenges": request.challenges, "until": request.until })
}
