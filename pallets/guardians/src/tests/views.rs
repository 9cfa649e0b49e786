use crate::{
    mock::{Guardians, *},
    *,
};

#[test]
fn halt_should_show_when_there_may_be_another() {
    build_and_execute(|| {
        let never =
            HaltView { halted: false, until: None, entered: None, ended: None, may_enter_from: 0 };
        assert_eq!(Guardians::halt(), never);
        run(4);
        assert_eq!(motion(4, enter()), Some(Ok(())));
        run(3);
        let until = 5 + 2 * DAY;
        let halted = HaltView {
            halted: true,
            until: Some(until),
            entered: Some(5),
            ended: None,
            may_enter_from: until + 1 + 14 * DAY,
        };
        assert_eq!(Guardians::halt(), halted);
        run(until + 1 - now());
        let over = HaltView { halted: false, until: None, ended: Some(until + 1), ..halted };
        assert_eq!(Guardians::halt(), over);
    });
}
