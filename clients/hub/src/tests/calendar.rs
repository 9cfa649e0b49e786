use super::*;

#[test]
fn days_should_be_counted_from_1970() {
    for (day, date) in [(0, "1970-01-01"), (59, "1970-03-01"), (20_787, "2026-11-30")] {
        assert_eq!(date_of(day).map(written).as_deref(), Some(date));
    }
    for day in [-1, i64::MIN, i64::MAX, 2_932_897] {
        assert_eq!(date_of(day), None);
    }
    assert_eq!(date_of(2_932_896).map(written).as_deref(), Some("9999-12-31"));
}

#[test]
fn a_month_should_have_its_days() {
    let days = |text| MonthOf::parse(text).map(|month| month.days());
    assert_eq!(days("1970-01"), Some((0, 31)));
    assert_eq!(days("2026-11"), Some((20_758, 30)));
    assert_eq!((days("2028-02"), days("2100-02")), (Some((21_215, 29)), Some((47_513, 28))));
    let none =
        ["", "2026", "2026-13", "2026-00", "1969-12", "26-11", "2026-1", "+026-11", "2026-1é"];
    for text in none {
        assert_eq!(days(text), None, "{text}");
    }
}
