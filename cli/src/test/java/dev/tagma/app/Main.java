package dev.tagma.app;

import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.StartLine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Stands in for the daemon's process under its real name: keeps the rules of starting, does what the file
 * {@code behaviour} of its home says, and answers every request with its process id.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        Home home = Home.of(System.getenv(), Path.of(System.getProperty("user.home")), Path.of("/"));
        Path folder = home.configuration();
        append(folder.resolve("started"), ProcessHandle.current().pid() + "\n");
        Path told = folder.resolve("behaviour");
        String behaviour = Files.exists(told) ? Files.readString(told) : "";
        if (behaviour.equals("die")) {
            System.err.println("line one\nthe store is damaged\nrun tagma doctor");
            System.exit(7);
        }
        Files.writeString(
                folder.resolve("environment"), String.join("\n", System.getenv().keySet()));
        System.out.println("a warning of the JVM");
        try (FileChannel lock =
                FileChannel.open(home.daemonLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                System.out.println(new StartLine.Busy().text());
                System.exit(0);
            }
            Files.deleteIfExists(home.socket());
            serve(home);
        }
    }

    private static void serve(Home home) throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(home.socket()));
            Files.writeString(home.address(), home.socket() + "\n");
            System.out.println(new StartLine.Ready(home.socket()).text());
            System.out.close();
            while (true) {
                try (SocketChannel connection = listening.accept()) {
                    if (connection.read(ByteBuffer.allocate(4096)) > 0) {
                        String body = Long.toString(ProcessHandle.current().pid());
                        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body;
                        connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    }
                }
            }
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
