use crate::{mock::*, *};
use frame_support::dispatch::CheckIfFeeless;
use sp_core::H256;
use sp_runtime::Permill;

fn traders_calls() -> Vec<Call<Test>> {
    let (listing, lot, order, design) = (0, 0, 0, 0);
    let to_seller = Permill::zero();
    vec![
        Call::register_design {
            content: H256::zero(),
            payees: Default::default(),
            parents: Default::default(),
        },
        Call::retire_design { design },
        Call::publish { terms: terms() },
        Call::update { listing, terms: terms() },
        Call::close_listing { listing },
        Call::add_lot { listing, terms: plenty(1) },
        Call::write_off { listing, lot, quantity: 1 },
        Call::recall_lot { listing, lot },
        Call::place_orders { orders: new_orders(&[]) },
        Call::accept { orders: ids(&[]) },
        Call::reject { orders: ids(&[]) },
        Call::start { order },
        Call::deliver { deliveries: Default::default() },
        Call::confirm { order },
        Call::cancel { order },
        Call::fund_step { order },
        Call::propose_split { order, to_seller },
        Call::accept_split { order, to_seller },
        Call::open_dispute { order, evidence: H256::zero() },
        Call::appeal { order },
        Call::settle { orders: ids(&[]) },
        Call::claim { payee: Payee::Account(BUYER), currency: VAKA },
        Call::claim_royalties { design, currency: VAKA },
        Call::write_off_royalties { design, currency: VAKA },
        Call::commit_rating { order, hash: H256::zero() },
        Call::reveal_rating { order, by: Side::Buyer, stars: 5, text: H256::zero(), salt: SALT },
    ]
}

#[test]
fn calls_of_traders_should_be_free_for_members_who_have_free_calls_and_for_nobody_else() {
    build_and_execute(|| {
        let calls = traders_calls().into_iter().map(RuntimeCall::from).collect::<Vec<_>>();
        let free =
            |origin: RuntimeOrigin| calls.iter().filter(|call| call.is_feeless(&origin)).count();
        assert_eq!((calls.len(), free(signed(BUYER))), (26, 26));
        assert_eq!(free(signed(OUTSIDER)), 0);
        assert_eq!(free(RuntimeOrigin::root()), 0);
        vaka_testing::Nation::<System>::suspend(member(BUYER));
        assert_eq!(free(signed(BUYER)), 0);
    });
}

#[test]
fn calls_of_the_people_and_of_villages_should_be_free_for_nobody() {
    build_and_execute(|| {
        let calls: [Call<Test>; _] = [
            Call::strike_design { design: 0 },
            Call::strike_listing { listing: 0 },
            Call::set_fee { fee: Permill::zero() },
            Call::set_confirmation { days: 3 },
        ];
        for call in calls {
            assert!(!RuntimeCall::from(call).is_feeless(&signed(BUYER)));
        }
    });
}
