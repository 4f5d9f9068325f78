package gateway.media.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names to public addresses only. It is asked for the very address that is then connected to, so that no second
 * answer of the name server can lead elsewhere.
 */
final class PublicAddresses implements DnsResolver {

    private static final int FIRST_HALF = 0xF0;
    private static final int UNSIGNED = 0xFF;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new NotPublicException();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicOf6(bytes) : isPublicOf4(bytes);
    }

    /** Beside those that Java knows: this network, shared by carriers, for protocols, for benchmarks, reserved. */
    private static boolean isPublicOf4(byte[] bytes) {
        int first = bytes[0] & UNSIGNED;
        int second = bytes[1] & UNSIGNED;
        boolean special = first == 0
                || (first == 100 && second >= 64 && second < 128)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second == 18 || second == 19))
                || (first & FIRST_HALF) == FIRST_HALF;
        return !special;
    }

    /** Global unicast is 2000::/3; within it 6to4 and Teredo hold addresses of version 4, and 2001:db8::/32 is for examples. */
    private static boolean isPublicOf6(byte[] bytes) {
        int first = ((bytes[0] & UNSIGNED) << 8) | (bytes[1] & UNSIGNED);
        int second = ((bytes[2] & UNSIGNED) << 8) | (bytes[3] & UNSIGNED);
        boolean holdsVersion4 = first == 0x2002 || (first == 0x2001 && second == 0);
        boolean example = first == 0x2001 && second == 0x0db8;
        return first >> 13 == 1 && !holdsVersion4 && !example;
    }
}
