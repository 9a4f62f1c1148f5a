package dev.tagma.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** One request and the way to answer it, whatever carries it. Used by one thread; answered once. */
public interface Exchange {

    /** Whether it came over the Unix socket, whose file's permissions are the login. */
    boolean overSocket();

    /** The port it came in on; 0 over the Unix socket. */
    int port();

    String method();

    /** The path as it was sent, still percent-encoded. */
    String rawPath();

    /** The query as it was sent, still percent-encoded; empty where there is none. */
    String rawQuery();

    /** The first header of this name. */
    Optional<String> header(String name);

    /** The length of the body that was announced, none where it was not. */
    Optional<Long> bodyLength();

    InputStream body() throws IOException;

    /** Answers with a whole body. */
    void answer(int status, Map<String, String> headers, byte[] body) throws IOException;

    /** Begins an answer whose body is written bit by bit; the stream fails once the other side is gone. */
    OutputStream begin(int status, Map<String, String> headers) throws IOException;
}
