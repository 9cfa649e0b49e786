use super::*;

fn matters() -> Vec<Matter> {
    let money = "123,456,789.00 LONGSYMBOL12".to_owned();
    let (meter, order, hours) = (u32::MAX, u64::MAX, 24);
    vec![
        Matter::Code("012345".into()),
        Matter::CreditLow { meter, credit: money.clone() },
        Matter::Arrears { meter, arrears: money },
        Matter::VoteEnds { referendum: 1, petition: u32::MAX, hours },
        Matter::VoteEnds { referendum: 1, petition: u32::MAX, hours: 1 },
        Matter::Pickup { order, hours: 0 },
        Matter::Pickup { order, hours: 1 },
        Matter::Pickup { order, hours },
    ]
}

#[test]
fn each_message_should_fit_a_phone_in_each_language() {
    for (language, source) in CATALOGUES {
        for matter in matters() {
            let said = matter.said_by(language, source).unwrap_or_else(|| panic!("{matter:?}"));
            assert!(!said.subject.is_empty() && said.subject.len() < 60, "{said:?}");
            // Shorter than what would be cut off.
            assert!((20..LONGEST).contains(&said.text.chars().count()), "{said:?}");
            assert!(!said.text.contains('{') && !said.text.contains('$'), "{said:?}");
        }
    }
}

#[test]
fn a_message_should_say_what_it_is_about() {
    let text = |matter: Matter| matter.said("en").unwrap().text;
    let low = Matter::CreditLow { meter: 1_234, credit: "3.50 PAANGA".into() };
    assert_eq!(
        text(low),
        "Meter 1234 has 3.50 PAANGA of credit left. Top it up before it is used up."
    );
    let vote = Matter::VoteEnds { referendum: 2, petition: 7, hours: 1 };
    assert_eq!(text(vote), "The vote on petition 7 ends within the hour, and you have not voted.");
    let now = Matter::Pickup { order: 9, hours: 0 };
    assert_eq!(text(now), "Order 9 is to be picked up now. Bring your code.");
    // A language that is not there yet.
    assert_eq!(Matter::Code("1".into()).said("to"), Matter::Code("1".into()).said("en"));
    assert!(is_language("en") && !is_language("to"));
}

#[test]
fn a_text_of_somebody_else_should_be_no_template() {
    let matter = Matter::CreditLow { meter: 1, credit: "1 { $meter }".into() };
    assert!(matter.said("en").unwrap().text.contains("1 { $meter }"));
}
