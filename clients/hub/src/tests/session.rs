use super::*;

#[test]
fn a_token_should_be_good_for_its_account_and_time_alone() {
    let tokens = Tokens::new([1; 32]);
    let token = tokens.make(&[7; 32], 1_000);
    assert_eq!(tokens.account(&token, 999), Some([7; 32]));
    assert_eq!(tokens.account(&token, 1_000), None);
    assert_eq!(Tokens::new([2; 32]).account(&token, 999), None);
    // Whatever is changed of it, it is nobody's.
    for at in 0..token.len() {
        for letter in ['A', '_', '='] {
            let mut other = token.clone();
            other.replace_range(at..=at, &letter.to_string());
            assert!(other == token || tokens.account(&other, 999).is_none(), "{other}");
        }
    }
    for other in ["", "a", &token[..95], &format!("{token}AA"), "é"] {
        assert_eq!(tokens.account(other, 999), None);
    }
}
