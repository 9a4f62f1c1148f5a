package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the internet from those of this machine and of networks around it. */
final class PublicAddress {

    private PublicAddress() {}

    /** Whether the address is nobody's in particular to this machine. */
    static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicLong(bytes) : isPublicShort(bytes);
    }

    private static boolean isPublicShort(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first != 0
                && first < 240
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 192 && second == 0 && bytes[2] == 0)
                && !(first == 198 && (second == 18 || second == 19));
    }

    /** Some lead to a short one, which is then the one that counts. */
    private static boolean isPublicLong(byte[] bytes) {
        if ((bytes[0] & 0xfe) == 0xfc) {
            return false;
        }
        if (begins(bytes, 0x20, 0x02)) {
            return isShort(Arrays.copyOfRange(bytes, 2, 6));
        }
        if (begins(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return isShort(Arrays.copyOfRange(bytes, 12, 16));
        }
        return !begins(bytes, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static boolean begins(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShort(byte[] bytes) {
        try {
            return is(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            return false;
        }
    }
}
