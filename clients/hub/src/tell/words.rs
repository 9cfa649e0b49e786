//! What messages say: catalogues by Fluent, so that they can be translated.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// The languages that there are. The first one has everything.
const CATALOGUES: &[(&str, &str)] = &[("en", include_str!("words/en.ftl"))];

/// The most letters of a message: what one short message of a phone takes.
pub const LONGEST: usize = 160;

/// Something to tell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Matter {
    /// A code to say back.
    Code(String),
    /// A meter's credit is low.
    CreditLow {
        /// The meter.
        meter: u32,
        /// What is left, with its currency.
        credit: String,
    },
    /// A meter owes money.
    Arrears {
        /// The meter.
        meter: u32,
        /// What it owes, with its currency.
        arrears: String,
    },
    /// A vote ends soon.
    VoteEnds {
        /// The referendum.
        referendum: u32,
        /// The petition.
        petition: u32,
        /// The hours until then, rounded up.
        hours: u64,
    },
    /// An order is to be picked up.
    Pickup {
        /// The order.
        order: u64,
        /// The hours until then, rounded up; zero from then on.
        hours: u64,
    },
}

/// What is said of a matter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// In a line.
    pub subject: String,
    /// In full.
    pub text: String,
}

impl Matter {
    /// By what it is told apart from others of the day.
    pub fn key(&self) -> String {
        match self {
            Self::Code(_) => "code".into(),
            Self::CreditLow { meter, .. } => format!("creditLow:{meter}"),
            Self::Arrears { meter, .. } => format!("arrears:{meter}"),
            Self::VoteEnds { referendum, .. } => format!("voteEnds:{referendum}"),
            Self::Pickup { order, .. } => format!("pickup:{order}"),
        }
    }

    /// The name of its message, and what stands in it.
    fn message(&self) -> (&'static str, FluentArgs<'static>) {
        let mut fill = FluentArgs::new();
        // Numbers of things are names: no language writes them with separators.
        let name = match self {
            Self::Code(code) => {
                fill.set("code", code.clone());
                "code"
            }
            Self::CreditLow { meter, credit } => {
                fill.set("meter", meter.to_string());
                fill.set("credit", credit.clone());
                "credit-low"
            }
            Self::Arrears { meter, arrears } => {
                fill.set("meter", meter.to_string());
                fill.set("arrears", arrears.clone());
                "arrears"
            }
            Self::VoteEnds { petition, hours, .. } => {
                fill.set("petition", petition.to_string());
                fill.set("hours", *hours);
                "vote-ends"
            }
            Self::Pickup { order, hours } => {
                fill.set("order", order.to_string());
                fill.set("hours", *hours);
                "pickup"
            }
        };
        (name, fill)
    }

    /// What is said of it in a language; in the first one, if there is no other catalogue or it lacks the
    /// message.
    pub fn said(&self, language: &str) -> Option<Said> {
        let wanted = CATALOGUES.iter().filter(|(name, _)| *name == language);
        wanted.chain(CATALOGUES.first()).find_map(|(name, source)| self.said_by(name, source))
    }

    fn said_by(&self, language: &str, source: &str) -> Option<Said> {
        let language = language.parse::<LanguageIdentifier>().ok()?;
        let mut bundle = FluentBundle::new(vec![language]);
        // The marks around what is filled in are for right-to-left scripts, and phones show them.
        bundle.set_use_isolating(false);
        bundle.add_resource(FluentResource::try_new(source.to_owned()).ok()?).ok()?;
        let (name, fill) = self.message();
        let say = |name: &str| {
            let mut wrong = Vec::new();
            let pattern = bundle.get_message(name)?.value()?;
            let said = bundle.format_pattern(pattern, Some(&fill), &mut wrong).into_owned();
            wrong.is_empty().then(|| said.chars().take(LONGEST).collect())
        };
        Some(Said { subject: say(&format!("{name}-subject"))?, text: say(name)? })
    }
}

/// Whether there is a catalogue of a language.
pub fn is_language(name: &str) -> bool {
    CATALOGUES.iter().any(|(known, _)| *known == name)
}

#[cfg(test)]
#[path = "../tests/words.rs"]
mod tests;
