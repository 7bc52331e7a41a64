package io.tierline.pricing.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which network addresses may be called: public ones, and those the operator of the installation
 * allows. Asked for each attempt, after the name was resolved, and the address that was asked about
 * is the one that is called: a name may lead elsewhere a moment later.
 *
 * @param allowed besides public ones
 */
public record Networks(List<Block> allowed) {

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /**
   * All that IANA gives out for the public so far (RFC 4291). What lies outside wraps an IPv4
   * address, is local, or is nobody's; one that is mapped (::ffff:0:0/96) is an IPv4 address to
   * Java already.
   */
  private static final Block IPV6_UNICAST = Block.of("2000::/3");

  /** IANA's special-purpose registries (RFC 6890), and 6to4, which wraps an IPv4 address. */
  private static final List<Block> NOT_PUBLIC =
      List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .stream()
          .map(Block::of)
          .toList();

  public Networks {
    allowed = List.copyOf(allowed);
  }

  /** Addresses that begin with the same bits. */
  public record Block(InetAddress first, int bits) {

    /**
     * @throws IllegalArgumentException for anything but an address, a slash and a number of bits
     */
    public static Block of(String text) {
      int slash = text.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException(
            "A network is written as 10.0.0.0/8 or fd00::/8, not '%s'".formatted(text));
      }
      InetAddress first = address(text.substring(0, slash));
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > first.getAddress().length * 8) {
        throw new IllegalArgumentException("A network has no %d bits: %s".formatted(bits, text));
      }
      return new Block(first, bits);
    }

    boolean holds(InetAddress address) {
      byte[] mine = first.getAddress();
      byte[] other = address.getAddress();
      if (mine.length != other.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' is no address".formatted(literal), e);
    }
  }

  public boolean mayBeCalled(InetAddress address) {
    return allowed.stream().anyMatch(block -> block.holds(address)) || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    return (address instanceof Inet4Address || IPV6_UNICAST.holds(address))
        && NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
  }

  /** The address, where a host is one and no name. */
  Optional<InetAddress> literal(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!IPV4.matcher(bare).matches() && !bare.contains(":")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The address to call.
   *
   * @throws UnknownHostException for a name that leads nowhere, or to any address that must not be
   *     called
   */
  public InetAddress resolve(String host) throws UnknownHostException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetAddress[] found = InetAddress.getAllByName(bare);
    for (InetAddress address : found) {
      if (!mayBeCalled(address)) {
        throw new UnknownHostException(
            "%s leads to an address that is not public".formatted(host.toLowerCase(Locale.ROOT)));
      }
    }
    return found[0];
  }
}
