//! Addresses of version 4 that no single device of anybody's has.

use std::net::Ipv4Addr;

/// Whether an address is that of this host, of a group, a mask, a network (`after` it stands how many of its bits are),
/// or of the router of a private network, which by custom has the first or the last one: `192.168.1.1`.
pub(super) fn is_shared(bytes: &[u8; 4], after: &str) -> bool {
    let address = Ipv4Addr::from(*bytes);
    let this = bytes[0] == 0 || address.is_loopback() || address.is_link_local();
    let many = bytes[0] >= 224;
    let router = address.is_private() && matches!(bytes[3], 0 | 1 | 254 | 255);
    this || many
        || router
        || goes_on(after)
        || network_bits(after).is_some_and(|bits| is_network(address, bits))
}

/// `-238`: a range of addresses is given out to many.
fn goes_on(after: &str) -> bool {
    let digits =
        after.strip_prefix('-').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    (1..=3).contains(&digits)
}

/// The `24` of `/24` behind an address.
fn network_bits(after: &str) -> Option<u32> {
    let rest = after.strip_prefix('/')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok().filter(|bits| (1..32).contains(bits))
}

/// Whether all bits behind those of the network are zero.
fn is_network(address: Ipv4Addr, bits: u32) -> bool {
    u32::from(address) << bits == 0
}

#[cfg(test)]
mod tests {
    use super::is_shared;

    #[test]
    fn a_devices_own_address_is_not_shared() {
        for (address, after, shared) in [
            ("255.255.255.0", "", true),
            ("0.0.0.0", "", true),
            ("127.0.0.1", "", true),
            ("224.0.0.251", "", true),
            ("192.168.1.1", "", true),
            ("10.0.0.0", "/8", true),
            ("203.0.113.64", "/26", true),
            ("203.0.113.65", "/26", false),
            ("192.168.1.23", "", false),
            ("10.80.0.188", "", false),
            ("172.16.31.10", "", false),
            ("203.0.113.1", "", false),
            ("192.168.1.23", "/24", false),
            ("192.168.1.20", "-238,", true),
            ("192.168.1.20", "-2024", false),
        ] {
            let bytes = address.parse::<std::net::Ipv4Addr>().expect("an address").octets();
            assert_eq!(is_shared(&bytes, after), shared, "{address}{after}");
        }
    }
}
