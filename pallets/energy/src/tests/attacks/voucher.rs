//! An issuer who turns against the grids that settle in its voucher. The issuer can delay what goes
//! in and out. The market goes on, nothing is lost, and grids of another currency notice nothing.

use super::*;
use frame_support::traits::fungibles::{Create, Mutate as _};
use frame_system::ConsumerLimits;
use sp_runtime::DispatchError;

/// Grid 0 settles in the voucher (meters 0 and 2), grid 1 in the native token (meters 1 and 3).
fn two_grids() -> ExtBuilder {
    let grids = [(CENTS, 100_000, 10_000), (NATIVE, 100_000, 10_000)];
    ExtBuilder::default().grids(&grids).meters(4)
}

/// What the issuer does in the middle of a slot.
type Attack = fn();

/// Plays two slots of both grids, with an attack between reading and clearing of the first. All
/// figures are those of two slots without it.
fn trade_through(attack: Attack) {
    go_to(START + 1);
    let of = |(id, import, export): (MeterId, u64, u64)| flow(id, import, export);
    let flows = [(0, 1_000, 0), (2, 0, 2_000), (1, 1_000, 0), (3, 0, 2_000)];
    submit_ok(flows.map(of).to_vec());
    let held = Energy::held(0, CENTS);
    attack();
    assert_eq!(Energy::held(0, CENTS), held);
    check();
    // The next readings are taken and the slot clears.
    go_to(START + 2);
    submit_ok(flows.map(of).to_vec());
    go_to(START + 4);
    for slot in [START, START + 1] {
        for grid in [0, 1] {
            let clearing = Energy::clearing(grid, slot).expect("cleared").clearing;
            assert_eq!(
                (clearing.price, clearing.volume, clearing.banked),
                (41, 1_000_000, 1_000_000)
            );
        }
    }
    settle(&[0, 1, 2, 3]);
    assert_eq!([0, 1].map(|id| meter(id).credit), [units(1_000 - 82); 2]);
    assert_eq!([2, 3].map(|id| meter(id).credit), [units(1_000 + 82); 2]);
    // Owed energy needs no currency.
    for id in [2, 3] {
        assert_eq!(meter(id).owed, 2_000_000);
        assert_ok!(Energy::redeem(signed(owner(id)), id, 1_000_000));
        assert_eq!(meter(id).credit, units(1_092));
        submit_ok(vec![reading(id, slot_now() - 1, 0, 4_000)]);
        assert_ok!(Energy::claim_tokens(signed(owner(id)), id, 1_000));
    }
    // The other grid pays in and out.
    assert_ok!(Energy::top_up(signed(owner(3)), 3, 108));
    assert_ok!(Energy::withdraw_credit(signed(owner(3)), 3, 1_199));
    assert_eq!(meter(3).credit, units(1));
    check();
}

/// Everybody takes all that is theirs, to the last cent.
fn withdraw_all() {
    for (id, credit) in [(0, 918), (2, 1_092)] {
        let before = cents(&owner(id));
        assert_ok!(Energy::retire_meter(signed(operator()), id, true));
        assert_ok!(Energy::withdraw_credit(signed(owner(id)), id, credit));
        assert_eq!(cents(&owner(id)), before + credit);
        assert!(Meters::<Test>::get(id).is_none());
    }
    // Tokens are out that the float must be able to redeem: 1 kWh at 10 cents.
    let before = cents(&operator());
    assert_noop!(Energy::withdraw_float(signed(operator()), 0, 9_981), Error::<Test>::FloatTooLow);
    assert_ok!(Energy::withdraw_float(signed(operator()), 0, 9_980));
    assert_eq!(cents(&operator()), before + 9_980);
    assert_eq!(Energy::held(0, CENTS), 10);
}

#[test]
fn market_should_go_on_and_money_stay_safe_when_the_voucher_is_frozen_mid_slot() {
    two_grids().build_and_execute(|| {
        trade_through(|| {
            assert_ok!(Assets::freeze_asset(signed(issuer()), VOUCHER));
            // Nobody can pay in.
            assert!(Energy::top_up(signed(owner(0)), 0, 1).is_err());
            assert!(Energy::fund_float(signed(operator()), 0, 1).is_err());
        });
        assert!(Energy::top_up(signed(owner(0)), 0, 1).is_err());
        assert_ok!(Assets::thaw_asset(signed(issuer()), VOUCHER));
        assert_ok!(Energy::top_up(signed(owner(5)), 0, 1));
        assert_eq!(meter(0).credit, units(919));
        Meters::<Test>::mutate(0, |record| record.as_mut().expect("one").credit -= units(1));
        Grids::<Test>::mutate(0, |record| record.as_mut().expect("one").float += units(1));
        assert_ok!(Energy::withdraw_float(signed(operator()), 0, 1));
        withdraw_all();
    });
}

#[test]
fn others_should_be_paid_when_one_payee_is_blocked() {
    two_grids().build_and_execute(|| {
        trade_through(|| {
            assert_ok!(Assets::block(signed(issuer()), VOUCHER, owner(2)));
        });
        assert_ok!(Energy::retire_meter(signed(operator()), 0, false));
        assert_ok!(Energy::retire_meter(signed(operator()), 2, false));
        let (poor, other) = (cents(&owner(2)), cents(&owner(0)));
        let withdraw = |id, amount| {
            frame_support::storage::with_storage_layer(|| {
                Energy::withdraw_credit(signed(owner(id)), id, amount)
            })
        };
        assert!(withdraw(2, 1_092).is_err());
        assert_eq!((meter(2).credit, cents(&owner(2))), (units(1_092), poor));
        assert_ok!(withdraw(0, 918));
        assert_eq!(cents(&owner(0)), other + 918);
        // It waits until the issuer relents.
        go_to(START + 96 * 60);
        assert!(withdraw(2, 1_092).is_err());
        assert_ok!(Assets::thaw(signed(issuer()), VOUCHER, owner(2)));
        assert_ok!(withdraw(2, 1_092));
        assert_eq!(cents(&owner(2)), poor + 1_092);
    });
}

#[test]
fn money_should_be_paid_out_when_the_pool_account_is_blocked() {
    two_grids().build_and_execute(|| {
        // Somebody gives the pool a cent, so that the issuer has an account to act on.
        let pool = Energy::pool(0);
        assert_ok!(Assets::transfer(signed(owner(5)), VOUCHER, pool, 1));
        trade_through(|| {
            let pool = Energy::pool(0);
            assert_ok!(Assets::block(signed(issuer()), VOUCHER, pool.clone()));
            // The gift is all that it can take.
            let taken =
                Assets::force_transfer(signed(issuer()), VOUCHER, pool.clone(), issuer(), 2);
            assert!(taken.is_err());
            let _ = Assets::burn(signed(issuer()), VOUCHER, pool, u128::MAX);
            // What is paid in goes on hold, beside the account that is blocked.
            assert_ok!(Energy::fund_float(signed(operator()), 0, 1));
            assert_ok!(Energy::withdraw_float(signed(operator()), 0, 1));
        });
        withdraw_all();
    });
}

#[test]
fn money_should_stay_on_hold_when_the_vouchers_team_changes_mid_slot() {
    two_grids().build_and_execute(|| {
        let before = issuance();
        trade_through(|| {
            let (thief, pool) = (account(666), Energy::pool(0));
            assert_ok!(Assets::transfer_ownership(signed(issuer()), VOUCHER, thief.clone()));
            let team = || thief.clone();
            let by = || signed(thief.clone());
            assert_ok!(Assets::set_team(by(), VOUCHER, team(), team(), team()));
            let held = Energy::held(0, CENTS);
            for amount in [1, held, u128::MAX] {
                let taken = Assets::force_transfer(by(), VOUCHER, pool.clone(), team(), amount);
                assert!(taken.is_err());
                let _ = Assets::burn(by(), VOUCHER, pool.clone(), amount);
            }
            let _ = Assets::touch_other(by(), VOUCHER, pool.clone());
            let _ = Assets::refund_other(by(), VOUCHER, pool.clone());
            let _ = Assets::freeze(by(), VOUCHER, pool.clone());
            assert_eq!((Energy::held(0, CENTS), cents(&team())), (held, 0));
        });
        assert_eq!(issuance(), before);
        withdraw_all();
        assert_eq!(issuance(), before);
    });
}

#[test]
fn voucher_should_not_be_destroyed_when_a_pool_holds_it() {
    two_grids().build_and_execute(|| {
        trade_through(|| {
            assert_noop!(
                Assets::start_destroy(signed(issuer()), VOUCHER),
                pallet_assets::Error::<Test>::ContainsHolds
            );
            assert_noop!(
                Assets::start_destroy(RuntimeOrigin::root(), VOUCHER),
                pallet_assets::Error::<Test>::ContainsHolds
            );
            assert!(Assets::destroy_accounts(signed(issuer()), VOUCHER).is_err());
            assert!(Assets::finish_destroy(signed(issuer()), VOUCHER).is_err());
        });
        withdraw_all();
    });
}

/// The issuer removes every trace of the voucher that it may.
fn destroy_voucher() {
    while pallet_assets::Account::<Test>::iter_prefix(VOUCHER).count() > 0 {
        assert_ok!(Assets::destroy_accounts(signed(issuer()), VOUCHER));
    }
    assert_ok!(Assets::destroy_approvals(signed(issuer()), VOUCHER));
    assert_ok!(Assets::finish_destroy(signed(issuer()), VOUCHER));
}

#[test]
fn nothing_should_be_trapped_when_the_voucher_is_destroyed_before_any_is_on_hold() {
    // Nobody has paid anything into grid 0 yet, so that nothing is on hold and its voucher may go.
    let grids = [(CENTS, 100_000, 0), (NATIVE, 100_000, 0)];
    let builder = ExtBuilder::default().grids(&grids).meters(4).credit(0);
    builder.build_and_execute(|| {
        assert_ok!(Energy::top_up(signed(owner(1)), 1, 1_000));
        go_to(START + 1);
        submit_ok(vec![flow(0, 1_000, 0), flow(2, 0, 2_000), flow(1, 1_000, 0), flow(3, 0, 2_000)]);
        assert_ok!(Assets::start_destroy(signed(issuer()), VOUCHER));
        let pays_nothing_in = || {
            for paid in [
                Energy::top_up(signed(owner(0)), 0, 100),
                Energy::fund_float(signed(operator()), 0, 100),
            ] {
                assert!(matches!(paid, Err(DispatchError::Module(_))), "{paid:?}");
            }
        };
        pays_nothing_in();
        destroy_voucher();
        pays_nothing_in();
        check();

        // The slot clears all the same. Without money nobody buys; the bank takes what is exported.
        go_to(START + 4);
        settle(&[0, 1, 2, 3]);
        let result = |grid| Energy::clearing(grid, START).expect("cleared").clearing;
        assert_eq!((result(0).volume, result(0).banked), (0, 2_000_000));
        assert_eq!((result(1).volume, result(1).banked), (1_000_000, 1_000_000));
        assert_eq!((meter(0).arrears, meter(2).owed), (units(73), 2_000_000));
        // Owed energy covers what its owner imports, and can be given away.
        submit_ok(vec![reading(2, slot_now() - 1, 500, 2_000)]);
        assert_eq!((meter(2).arrears, meter(2).owed), (0, 1_500_000));
        assert_noop!(Energy::redeem(signed(owner(2)), 2, 1_000), Error::<Test>::FloatEmpty);
        assert_ok!(Energy::retire_meter(signed(operator()), 2, false));
        assert_ok!(Energy::claim_tokens(signed(owner(2)), 2, 1_500));
        assert_eq!(tokens(0, &owner(2)), 1_500);
        assert_ok!(Energy::retire_meter(signed(operator()), 0, true));
        assert!([0, 2].iter().all(|id| !Meters::<Test>::contains_key(id)));

        // The voucher's id is not free, because another asset with that id is not what this grid
        // settles in.
        assert!(Energy::settles_in(&CENTS) && Energy::settles_in(&NATIVE));
        assert!(!Energy::settles_in(&CurrencyId::WithId(VOUCHER + 1)));

        // Neighbours who settle in another currency notice nothing.
        assert_ok!(Energy::retire_meter(signed(operator()), 1, false));
        assert_ok!(Energy::withdraw_credit(signed(owner(1)), 1, 1_000 - 41));
        assert_eq!(meter(3).credit, units(41));
    });
}

#[test]
fn energy_tokens_should_be_beyond_everybody_when_somebody_else_plays_their_owner() {
    two_grids().build_and_execute(|| {
        trade_through(|| {});
        assert_eq!(tokens(0, &owner(2)), 1_000);
        for who in [operator(), issuer(), owner(5)] {
            assert!(Assets::mint(signed(who.clone()), TOKENS, owner(5), 1).is_err());
            assert!(Assets::freeze_asset(signed(who.clone()), TOKENS).is_err());
            assert!(Assets::burn(signed(who.clone()), TOKENS, owner(2), 1).is_err());
            assert!(Assets::start_destroy(signed(who.clone()), TOKENS).is_err());
            let taken = Assets::force_transfer(signed(who), TOKENS, owner(2), owner(5), 1);
            assert!(taken.is_err());
        }
        // Of 2 kWh that the bank owed, one was redeemed and the other is out as tokens.
        assert_eq!((tokens(0, &owner(2)), outstanding(0)), (1_000, 1_000_000));
        // Tokens of another grid do not count here.
        let deposit = |who: MeterId, into| Energy::deposit_tokens(signed(owner(who)), into, 1_000);
        assert!(deposit(3, 2).is_err());
        assert_ok!(deposit(2, 0));
        assert_eq!(
            (meter(0).owed, tokens(0, &owner(2)), outstanding(0)),
            (1_000_000, 0, 1_000_000)
        );
    });
}

/// Strangers give the pool as many worthless vouchers as an account can have. Returns their number.
fn stuff(pool: &AccountId) -> usize {
    use frame_support::traits::fungible::Mutate;
    // A gift above the existential deposit keeps the account alive before any grid has it.
    assert_ok!(Balances::mint_into(pool, 100));
    let stuffed = (0..200u32).filter(|n| {
        let id = 5_000 + n;
        let _ = <Assets as Create<AccountId>>::create(id, account(666), false, 1);
        Assets::mint_into(id, pool, 1).is_ok()
    });
    stuffed.count()
}

#[test]
fn money_should_flow_when_strangers_stuff_the_pool_with_worthless_vouchers() {
    for (currency, before) in [(CENTS, true), (CENTS, false), (NATIVE, true), (NATIVE, false)] {
        ExtBuilder::default().build_and_execute(|| {
            // All references but the one that pallet-assets leaves.
            type Most = <Test as frame_system::Config>::MaxConsumers;
            let most = <Most as ConsumerLimits>::max_consumers() as usize - 1;
            let pool = Energy::pool(1);
            if before {
                assert_eq!(stuff(&pool), most);
            }
            let root = RuntimeOrigin::root();
            assert_ok!(Energy::register_grid(root, operator(), currency, 1_000, tariff().into()));
            if !before {
                assert_eq!(stuff(&pool), most);
            }
            let id = register(1, owner(0));
            assert_ok!(Energy::fund_float(signed(operator()), 1, 500));
            assert_ok!(Energy::top_up(signed(owner(0)), id, 300));
            assert_eq!((meter(id).credit, grid(1).float), (units(300), units(500)));
            assert_ok!(Energy::withdraw_float(signed(operator()), 1, 500));
            assert_ok!(Energy::retire_meter(signed(operator()), id, false));
            assert_ok!(Energy::withdraw_credit(signed(owner(0)), id, 300));
            assert!(Meters::<Test>::get(id).is_none());
        });
    }
}
