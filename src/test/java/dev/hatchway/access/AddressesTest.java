package dev.hatchway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1|10.0.0.1",
        "10.0.0.0/8|10.255.0.1",
        "0.0.0.0/0|1.2.3.4",
        "10.0.0.0/31|10.0.0.1",
        "192.168.?.1,10.0.0.1|192.168.7.1",
        "192.168.*|192.168.7.1",
        "*|10.0.0.1",
        "*|::1",
        "::1|0:0:0:0:0:0:0:1",
        "2001:DB8::/32|2001:db8:1::1",
        "2001:db8::/33|2001:db8:7fff::1",
        "2001:db8::*|2001:db8::1",
        "2001:DB8::?|2001:db8::1",
        "10.0.0.1|::ffff:10.0.0.1",
        "::ffff:10.0.0.1|10.0.0.1",
        "!10.0.0.2,10.0.0.0/8|10.0.0.1",
        "10.0.0.0/8,!10.0.0.2|10.0.0.1",
      })
  void anAddressInTheListIsAllowed(String list, String address) throws Exception {
    assertThat(Addresses.parse(list).allow(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1|10.0.0.2",
        "10.0.0.0/8|11.0.0.1",
        "10.0.0.0/31|10.0.0.2",
        "0.0.0.0/0|::1",
        "::/0|1.2.3.4",
        "192.168.?.1|192.168.77.1",
        "2001:db8::/33|2001:db8:8000::1",
        "2001:db8:*|2001:db9::1",
        "!10.0.0.2|10.0.0.1",
        "!10.0.0.2,10.0.0.0/8|10.0.0.2",
        "10.0.0.0/8,!10.0.0.2|10.0.0.2",
        "*,!10.*|10.0.0.2",
      })
  void anyOtherIsNot(String list, String address) throws Exception {
    assertThat(Addresses.parse(list).allow(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "10.0.0.1,",
        "!",
        "10.0.0.1, 10.0.0.2",
        "10.0.0.256",
        "10.0.0",
        "010.0.0.1",
        "167772161",
        "0x0a000001",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0.1/8",
        "2001:db8::1/64",
        "::/129",
        "2001:db8:::1",
        "[::1]",
        "host",
        "*.example.com",
        "!!10.0.0.1",
        "10.*/8"
      })
  void whatIsNotAListOfAddressesIsRefused(String list) {
    assertThatExceptionOfType(RefusedLineException.class).isThrownBy(() -> Addresses.parse(list));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,10.0.0.1",
    "::,::",
    "::1,::1",
    "1::,1::",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3,1:0:0:2::3",
    "FE80::0ABC,fe80::abc"
  })
  void theTextOfAnAddressIsTheUsualOne(String address, String text) {
    assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
  }
}
