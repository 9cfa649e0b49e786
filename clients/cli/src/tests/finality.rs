use std::time::Duration;

use vaka_connect::subxt::utils::H256;
use vaka_connect::Error;

use crate::validator::finality::{advice, Seen, View};

fn seen(best: u64, finalised: u64, set: u64) -> Seen {
    let hash = H256::from_low_u64_be(finalised);
    Seen { genesis: H256::zero(), best, finalised, hash, set, lowest: Some(hash) }
}

fn views(all: impl IntoIterator<Item = Seen>) -> Vec<View> {
    let all: Vec<_> = all.into_iter().collect();
    let lowest = all.iter().map(|it| it.finalised).min().map(H256::from_low_u64_be);
    all.into_iter()
        .map(|it| View { url: "ws://a".into(), seen: Ok(Seen { lowest, ..it }) })
        .collect()
}

fn last(views: &[View]) -> (String, Option<(u64, u64)>) {
    let advice = advice(views);
    (advice.lines.last().cloned().unwrap_or_default(), advice.restore)
}

#[test]
fn finality_should_be_well_when_it_is_near_the_newest_block() {
    let (line, restore) = last(&views([seen(120, 118, 3), seen(121, 101, 2)]));
    assert!(line.contains("Finality is well: block 101"), "{line}");
    assert_eq!(restore, None);
    let (line, _) = last(&views([seen(120, 118, 3), seen(121, 100, 2)]));
    assert!(line.contains("FINALITY LAGS by 21 blocks"), "{line}");
}

#[test]
fn figures_should_be_told_when_finality_stands_still() {
    let (line, restore) = last(&views([seen(1_300, 1_204, 7), seen(1_299, 1_206, 7)]));
    assert!(line.contains("FINALITY LAGS by 96 blocks"), "{line}");
    assert!(line.contains("--restore-finality 1204 --set 7"), "{line}");
    assert_eq!(restore, Some((1_204, 7)));
}

#[test]
fn figures_should_not_be_told_when_sets_differ() {
    // Also if a set comes twice.
    let three = [seen(1_300, 1_204, 7), seen(1_300, 1_204, 8), seen(1_300, 1_204, 7)];
    let (line, restore) = last(&views(three));
    assert!(line.contains("not in the same GRANDPA set"), "{line}");
    assert_eq!(restore, None);
}

#[test]
fn figures_should_not_be_told_when_blocks_differ() {
    let mut views = views([seen(1_300, 1_204, 7), seen(1_300, 1_210, 7)]);
    views[1].seen.as_mut().expect("seen").lowest = Some(H256::repeat_byte(9));
    let (line, restore) = last(&views);
    assert!(line.contains("finalised different blocks 1204"), "{line}");
    assert_eq!(restore, None);
}

#[test]
fn figures_should_not_be_told_of_two_networks() {
    let mut views = views([seen(1_300, 1_204, 7), seen(1_300, 1_204, 7)]);
    views[1].seen.as_mut().expect("seen").genesis = H256::repeat_byte(9);
    let (line, restore) = last(&views);
    assert!(line.contains("not of one network"), "{line}");
    assert_eq!(restore, None);
}

#[test]
fn node_that_does_not_answer_should_be_named() {
    let limit = Duration::from_secs(15);
    let gone = View {
        url: "ws://gone".into(),
        seen: Err(Error::NoNode { url: "ws://gone".into(), limit }),
    };
    let mut all = views([seen(100, 98, 1)]);
    all.push(gone);
    let advice = advice(&all);
    assert!(advice.lines.iter().any(|it| it.contains("ws://gone: does not answer")));
    assert_eq!(advice.verdict, "well");
    let none = [View { url: "ws://gone".into(), seen: Err(Error::Silent(limit)) }];
    assert_eq!(last(&none).1, None);
}
