//! What bounds prices and payments, as people would check it: slot by slot, sum by sum.

use super::worlds::*;
use crate::{mock::*, *};

/// Whether nothing in a tariff is above the people's cap.
pub fn is_capped(tariff: &TariffSchedule, cap: Price) -> bool {
    tariff.bands.iter().all(|band| band.retail <= cap) && tariff.standing_charge <= cap
}

/// Whether one tariff is no worse than another for anybody: slot by slot of a day.
pub fn is_no_worse(new: &TariffSchedule, old: &TariffSchedule) -> bool {
    let charges =
        new.network_charge <= old.network_charge && new.standing_charge <= old.standing_charge;
    charges
        && (START..START + 96).all(|slot| {
            let (new, old) = (prices_of(new, slot), prices_of(old, slot));
            new.retail <= old.retail && new.feed_in >= old.feed_in
        })
}

/// Checks that the readings since `old` cost a meter no more than its import at the highest retail
/// price, and the charges of the days.
pub fn assert_paid_at_most_retail(old: &Meter<AccountId>, new: &Meter<AccountId>) {
    let tariffs = grid(new.grid).tariffs;
    let worth = |meter: &Meter<_>| meter.credit as i128 - meter.arrears as i128;
    let import = i128::from(new.import_wh - old.import_wh) * i128::from(MILLI);
    let retail = tariffs.iter().map(|version| version.billed).max().expect("a version");
    let of_day = tariffs.iter().map(|version| version.tariff.standing_charge).max();
    // Each of the readings may make forty days due.
    let days = i128::from(new.charged - old.charged);
    let most =
        import * i128::from(retail) + days * i128::from(of_day.expect("a version")) * MICRO as i128;
    assert!(worth(old) - worth(new) <= most, "nobody pays more than retail, and for the days");
}
