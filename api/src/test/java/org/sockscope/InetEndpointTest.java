// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InetEndpointTest {
  private static final long DB8 = 0x20010db8_00000000L;

  private static InetEndpoint inet6(int... groups) {
    ByteBuffer bits = ByteBuffer.allocate(16);
    for (int group : groups) {
      bits.putShort((short) group);
    }
    bits.flip();
    return InetEndpoint.of(AddressFamily.AF_INET6, bits.getLong(), bits.getLong(), 80);
  }

  private static InetEndpoint inet6(String groups) {
    return inet6(
        Arrays.stream(groups.split(":")).mapToInt(group -> Integer.parseInt(group, 16)).toArray());
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 5952, sections 4 and 2
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
    "2001:DB8:0:0:0:0:ABCD:1, 2001:db8::abcd:1",
    // where the zeros are
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "0:0:1:0:0:0:0:0, 0:0:1::",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "0:2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "0:0:3:4:5:6:7:8, ::3:4:5:6:7:8",
    "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1",
    "1:0:0:1:0:0:1:1, 1::1:0:0:1:1",
    "fe80:0:0:0:abcd:ef01:2345:6789, fe80::abcd:ef01:2345:6789",
    // only IPv4-mapped addresses end in an IPv4 address
    "0:0:0:0:0:ffff:102:304, ::ffff:1.2.3.4",
    "0:0:0:0:0:ffff:0:0, ::ffff:0.0.0.0",
    "0:0:0:0:0:0:102:304, ::102:304",
    "0:0:0:0:ffff:0:102:304, ::ffff:0:102:304",
    "1:0:0:0:0:ffff:102:304, 1::ffff:102:304",
    "64:ff9b:0:0:0:0:102:304, 64:ff9b::102:304",
  })
  void writesIpv6AddressesByRfc5952(String groups, String text) {
    assertEquals(text, inet6(groups).text());
    assertEquals("[" + text + "]:80", inet6(groups).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "10.0.200.30", "128.0.0.1"})
  void writesIpv4AddressesAsFourNumbers(String ip) throws UnknownHostException {
    InetEndpoint end = InetEndpoint.of(InetAddress.getByName(ip), 65535);
    assertEquals(ip, end.text());
    assertEquals(ip + ":65535", end.toString());
  }

  @Test
  void textOfAnyAddressIsCanonicalAndReadBackAsTheSameAddress() throws UnknownHostException {
    Random random = new Random(5952);
    for (int i = 0; i < 20_000; i++) {
      int zeros = random.nextInt(256);
      int[] groups =
          IntStream.range(0, 8)
              .map(group -> (zeros >> group & 1) == 0 ? 0 : random.nextInt(0x10000))
              .toArray();
      InetEndpoint end = inet6(groups);
      InetAddress read = InetAddress.getByName(end.text());
      assertArrayEquals(end.ip().getAddress(), read.getAddress(), end::text);
      assertEquals(end, InetEndpoint.of(read, 80));
      assertEquals(shortened(groups), end.text());
    }
  }

  /** The same rule by searching the long text. */
  private static String shortened(int... groups) {
    String text =
        IntStream.of(groups).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    for (int run = 8; run >= 2; run--) {
      String shorter = text.replaceFirst("(^|(?<=:))0(:0){" + (run - 1) + "}($|(?=:))", "#");
      if (!shorter.equals(text)) {
        return shorter.replaceAll(":?#:?", "::");
      }
    }
    return text;
  }

  @Test
  void textOfAnyIpv4AddressIsReadBackAsTheSameAddress() throws UnknownHostException {
    Random random = new Random(791);
    for (int i = 0; i < 5_000; i++) {
      long bits = Integer.toUnsignedLong(random.nextInt());
      InetEndpoint end = InetEndpoint.of(AddressFamily.AF_INET, 0, bits, random.nextInt(0x10000));
      assertEquals(end, InetEndpoint.of(InetAddress.getByName(end.text()), end.port()));
      assertEquals(end.ip(), InetAddress.getByName(end.text()));
    }
  }

  @Test
  void anIpv4MappedAddressStaysAnIpv6Address() {
    InetEndpoint mapped = inet6("0:0:0:0:0:ffff:102:304");
    assertEquals(AddressFamily.AF_INET6, mapped.family());
    assertInstanceOf(Inet6Address.class, mapped.ip());
    assertEquals(mapped, InetEndpoint.of(mapped.ip(), 80));
    assertNotEquals(InetEndpoint.of(AddressFamily.AF_INET, 0, 0x01020304L, 80), mapped);
  }

  @Test
  void anAddressObjectHasTheBytesInNetworkOrderAndNoScope() throws UnknownHostException {
    InetEndpoint end = InetEndpoint.of(AddressFamily.AF_INET6, DB8 + 1, 2, 80);
    assertArrayEquals(
        new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2},
        end.ip().getAddress());
    InetAddress scoped =
        Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 3);
    Inet6Address unscoped = (Inet6Address) InetEndpoint.of(scoped, 80).ip();
    assertEquals("fe80:0:0:0:0:0:0:1", unscoped.getHostAddress());
    assertEquals(
        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        InetEndpoint.of(AddressFamily.AF_INET, 0, 0x7f000001L, 80).ip());
    assertInstanceOf(
        Inet4Address.class, InetEndpoint.of(AddressFamily.AF_INET, 0, 0xffffffffL, 80).ip());
  }

  @Test
  void aSocketAddressIsNeverUnresolved() {
    InetSocketAddress address = inet6("0:0:0:0:0:0:0:1").socketAddress();
    assertFalse(address.isUnresolved());
    assertEquals(80, address.getPort());
    assertEquals("0:0:0:0:0:0:0:1", address.getAddress().getHostAddress());
  }

  @Test
  void endsAreEqualByFamilyAddressAndPort() {
    InetEndpoint end = InetEndpoint.of(AddressFamily.AF_INET6, 1, 2, 3);
    assertEquals(InetEndpoint.of(AddressFamily.AF_INET6, 1, 2, 3), end);
    assertEquals(InetEndpoint.of(AddressFamily.AF_INET6, 1, 2, 3).hashCode(), end.hashCode());
    assertNotEquals(InetEndpoint.of(AddressFamily.AF_INET6, 0, 2, 3), end);
    assertNotEquals(InetEndpoint.of(AddressFamily.AF_INET6, 1, 0, 3), end);
    assertNotEquals(InetEndpoint.of(AddressFamily.AF_INET6, 1, 2, 0), end);
    assertNotEquals(
        InetEndpoint.of(AddressFamily.AF_INET, 0, 2, 3),
        InetEndpoint.of(AddressFamily.AF_INET6, 0, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void aPortThatIsNoneIsRefused(int port) {
    assertThrows(
        IllegalArgumentException.class, () -> InetEndpoint.of(AddressFamily.AF_INET6, 0, 0, port));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertThrows(IllegalArgumentException.class, () -> InetEndpoint.of(loopback, port));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32768, 65535})
  void keepsEveryPort(int port) {
    assertEquals(port, InetEndpoint.of(AddressFamily.AF_INET, 0, 1, port).port());
    assertEquals(port, InetEndpoint.of(AddressFamily.AF_INET6, 0, 1, port).port());
    assertEquals(
        AddressFamily.AF_INET, InetEndpoint.of(AddressFamily.AF_INET, 0, 1, port).family());
  }

  @Test
  void bitsThatAreNoAddressOfTheFamilyAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> InetEndpoint.of(AddressFamily.AF_INET, 1, 0, 80));
    assertThrows(
        IllegalArgumentException.class,
        () -> InetEndpoint.of(AddressFamily.AF_INET, 0, 1L << 32, 80));
    assertThrows(
        IllegalArgumentException.class, () -> InetEndpoint.of(AddressFamily.AF_INET, 0, -1, 80));
    assertThrows(
        IllegalArgumentException.class, () -> InetEndpoint.of(AddressFamily.AF_UNIX, 0, 0, 80));
  }

  @Test
  void noEndpointIsEqualToEveryOtherAndHasNoText() {
    assertEquals(NoEndpoint.INSTANCE, new NoEndpoint());
    assertEquals("", NoEndpoint.INSTANCE.toString());
  }
}
