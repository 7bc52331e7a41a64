package io.tierline.pricing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.pricing.webhook.EndpointUrl.Reading;
import io.tierline.pricing.webhook.EndpointUrl.Schemes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

  private final Networks networks = new Networks(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:a9fe:a9fe",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001::1",
        "4000::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  @DisplayName("what is not public is not called")
  void whatIsNotPublicIsNotCalled(String address) {
    assertThat(networks.mayBeCalled(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
  @DisplayName("what is public is called")
  void whatIsPublicIsCalled(String address) {
    assertThat(networks.mayBeCalled(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  @DisplayName("the installation allows what it wants, and no bit more")
  void allowedNetworksAreCalled() {
    Networks some =
        new Networks(List.of(Networks.Block.of("10.1.0.0/16"), Networks.Block.of("fd00:1::/32")));

    assertThat(some.mayBeCalled(InetAddress.ofLiteral("10.1.255.1"))).isTrue();
    assertThat(some.mayBeCalled(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(some.mayBeCalled(InetAddress.ofLiteral("fd00:1::9"))).isTrue();
    assertThat(some.mayBeCalled(InetAddress.ofLiteral("fd00:2::9"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.com/8", "10.0.0.0/x"})
  void aNetworkIsWrittenAsAddressAndBits(String text) {
    assertThatThrownBy(() -> Networks.Block.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.1", "2130706433", "[::1]"})
  @DisplayName("a name that leads to such an address is not called, however it is written")
  void aNameIsResolvedFirst(String host) {
    assertThatThrownBy(() -> networks.resolve(host)).isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "ftp://shop.example/",
        "https:///prices",
        "https://user:secret@shop.example/",
        "https://shop.example/#here",
        "https://shop.example:0/",
        "https://shop.example:70000/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://花火.example/",
        "shop.example",
        "not a url",
        ""
      })
  @DisplayName("an address that nothing can be sent to is refused, with a reason")
  void unusableUrlsAreRefused(String url) {
    assertThat(EndpointUrl.read(url, Schemes.HTTPS_ONLY, networks))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example:8443/prices?shop=1",
        "https://8.8.8.8/"
      })
  void usableUrlsAreTaken(String url) {
    assertThat(EndpointUrl.read(url, Schemes.HTTPS_ONLY, networks))
        .isInstanceOf(Reading.Usable.class);
  }
}
