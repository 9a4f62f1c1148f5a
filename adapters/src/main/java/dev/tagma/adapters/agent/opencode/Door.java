package dev.tagma.adapters.agent.opencode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Where the program of one start can be spoken to, and the word that opens it.
 *
 * @param port on this machine's loopback address
 */
record Door(int port, String password) {

    static final String HOST = "127.0.0.1";

    /**
     * A port that nobody listens at. Whoever takes it before the program does makes the program end, and is not spoken to:
     * see {@link Link}.
     */
    static Door fresh(SecureRandom random) throws IOException {
        byte[] word = new byte[24];
        random.nextBytes(word);
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), 0));
            return new Door(free.getLocalPort(), HexFormat.of().formatHex(word));
        }
    }

    URI at(String path) {
        return URI.create("http://" + HOST + ":" + port + path);
    }

    String authorization() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((OpenCodeLaunch.USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return HOST + ":" + port;
    }
}
