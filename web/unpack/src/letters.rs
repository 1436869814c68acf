//! Base 85: five letters hold four bytes. The alphabet is RFC 1924's with `,` in the place of `<`, so that nothing in it
//! can end a page's element.

const ALPHABET: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";

/// The bytes that the letters stand for; `None` where one is not of the alphabet.
pub fn read(letters: &[u8]) -> Option<Vec<u8>> {
    let mut places = [None; 256];
    for (place, letter) in (0..).zip(ALPHABET) {
        places[usize::from(*letter)] = Some(place);
    }
    let mut bytes = Vec::with_capacity(letters.len() / 5 * 4 + 4);
    for group in letters.chunks(5) {
        let mut value = 0_u32;
        for at in 0..5 {
            // A last group that is short is filled up with the greatest letter.
            let place: u32 = group
                .get(at)
                .map_or(Some(84), |letter| places[usize::from(*letter)])?;
            value = value.wrapping_mul(85).wrapping_add(place);
        }
        bytes.extend_from_slice(&value.to_be_bytes()[..group.len() - 1]);
    }
    Some(bytes)
}
