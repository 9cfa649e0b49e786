//! What there is to tell an account, by its rules.

use std::collections::BTreeMap;
use std::str::FromStr;

use rusqlite::Connection;
use subxt::utils::AccountId32;

use super::rules::Rules;
use super::words::Matter;
use super::Interrupted;
use crate::desk::{Desk, Order, Stands, Voucher};
use crate::store::money::Money;
use crate::store::read::household;
use crate::store::{read, Settings};

/// How long before it ends, or is due, something is told, in seconds.
const AHEAD: u64 = 86_400;
/// How long after its time an order is told of, in seconds.
const LATE: u64 = 12 * 3_600;
/// The most votes that are looked at.
const VOTES: u32 = 32;
/// What VAKA is written with.
const VAKA: (&[u8], u8) = (b"VAKA", 12);
/// Millionths of a currency's smallest unit.
const MICRO: u128 = 1_000_000;

/// A matter, and who is told.
pub(super) struct Told<'a> {
    pub account: &'a str,
    pub matter: Matter,
    pub language: &'a str,
}

/// One look at what all accounts want to be told of.
pub(super) struct Round<'a> {
    desk: &'a dyn Desk,
    db: &'a Connection,
    settings: Settings,
    now: u64,
    /// The votes that end soon, once they were asked for: referendum, petition, seconds.
    ending: Option<Vec<(u32, u32, u64)>>,
    vouchers: BTreeMap<u32, Option<Voucher>>,
}

impl<'a> Round<'a> {
    pub fn new(desk: &'a dyn Desk, db: &'a Connection, now: u64) -> Result<Self, Interrupted> {
        let settings = read::settings(db)?;
        Ok(Self { desk, db, settings, now, ending: None, vouchers: BTreeMap::new() })
    }

    /// The village's day.
    pub fn day(&self) -> i64 {
        self.settings.day_at(self.now)
    }

    /// What there is to tell an account.
    pub async fn matters(
        &mut self,
        account: &str,
        rules: &Rules,
    ) -> Result<Vec<Matter>, Interrupted> {
        let mut matters = Vec::new();
        for meter in rules.meters.iter().copied() {
            self.of_meter(account, rules, meter, &mut matters).await?;
        }
        let Ok(AccountId32(key)) = AccountId32::from_str(account) else { return Ok(matters) };
        if rules.vote_ends && read::member_of(self.db, account)?.is_some() {
            for (referendum, petition, left) in self.ending().await? {
                if self.desk.may_vote(referendum, key).await? {
                    let hours = left.div_ceil(3_600);
                    matters.push(Matter::VoteEnds { referendum, petition, hours });
                }
            }
        }
        if rules.pickup {
            for Order { order, buyer, stands, due, .. } in self.desk.orders(key).await? {
                let Some(due) = due.filter(|_| buyer == key && stands == Stands::Agreed) else {
                    continue;
                };
                let near =
                    due <= self.now.saturating_add(AHEAD) && due.saturating_add(LATE) >= self.now;
                if near {
                    let hours = due.saturating_sub(self.now).div_ceil(3_600);
                    matters.push(Matter::Pickup { order, hours });
                }
            }
        }
        Ok(matters)
    }

    async fn of_meter(
        &mut self,
        account: &str,
        rules: &Rules,
        meter: u32,
        matters: &mut Vec<Matter>,
    ) -> Result<(), Interrupted> {
        // It may have come to somebody else since the rules were set.
        let Some(found) = household::meter(self.db, meter)?.filter(|it| it.owner == account) else {
            return Ok(());
        };
        let (Money(credit), Money(arrears)) = (found.credit, found.arrears);
        if arrears > 0 {
            if rules.arrears {
                let arrears = self.written(found.grid, arrears).await?;
                matters.push(Matter::Arrears { meter, arrears });
            }
        } else if rules.least_credit().is_some_and(|least| credit < least) && !found.retired {
            let credit = self.written(found.grid, credit).await?;
            matters.push(Matter::CreditLow { meter, credit });
        }
        Ok(())
    }

    async fn ending(&mut self) -> Result<Vec<(u32, u32, u64)>, Interrupted> {
        if let Some(ending) = &self.ending {
            return Ok(ending.clone());
        }
        let mut ending = Vec::new();
        for (referendum, petition) in read::deciding(self.db, VOTES)? {
            let left = self.desk.left(referendum).await?;
            if let Some(left) = left.filter(|left| (1..=AHEAD).contains(left)) {
                ending.push((referendum, petition, left));
            }
        }
        self.ending = Some(ending.clone());
        Ok(ending)
    }

    /// Money of a grid as people write it.
    async fn written(&mut self, grid: u32, micro: u128) -> Result<String, Interrupted> {
        let Some(voucher) = household::voucher(self.db, grid)? else {
            return Ok(written(micro / MICRO, VAKA.0, VAKA.1));
        };
        if !self.vouchers.contains_key(&voucher) {
            let found = self.desk.voucher(voucher).await?;
            self.vouchers.insert(voucher, found);
        }
        Ok(match self.vouchers.get(&voucher).and_then(Option::as_ref) {
            Some(Voucher { symbol, decimals }) => written(micro / MICRO, symbol, *decimals),
            None => format!("{} of voucher {voucher}", micro / MICRO),
        })
    }
}

/// The most letters of a symbol.
const SYMBOL: usize = 8;
/// The most digits that are shown behind the point.
const DIGITS: usize = 2;

/// An amount with its symbol, which its issuer chose: only letters and digits of it are shown, so that it
/// can say nothing.
fn written(amount: u128, symbol: &[u8], decimals: u8) -> String {
    let symbol = symbol.iter().copied().filter(u8::is_ascii_alphanumeric).take(SYMBOL);
    let symbol = symbol.map(char::from).collect::<String>();
    let unit = 10_u128.checked_pow(decimals.into()).unwrap_or(u128::MAX);
    let (whole, part) = (amount / unit, amount % unit);
    let part = format!("{part:0width$}", width = usize::from(decimals));
    // Cut, not rounded: nobody has more than is shown.
    let part = part.get(..DIGITS.min(usize::from(decimals))).unwrap_or_default();
    match (part.is_empty(), symbol.is_empty()) {
        (true, true) => whole.to_string(),
        (true, false) => format!("{whole} {symbol}"),
        (false, true) => format!("{whole}.{part}"),
        (false, false) => format!("{whole}.{part} {symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn an_amount_should_be_written_as_people_do() {
        assert_eq!(written(1_234_567, b"TOP", 2), "12345.67 TOP");
        assert_eq!(written(5, b"TOP", 2), "0.05 TOP");
        assert_eq!(written(5, b"TOP", 0), "5 TOP");
        assert_eq!(written(1_999_999_999_999, b"VAKA", 12), "1.99 VAKA");
        assert_eq!(written(u128::MAX - 1, b"", 255), "0.00");
        assert_eq!(written(7, "ring +676 now! \u{202e}".as_bytes(), 1), "0.7 ring676n");
    }
}
