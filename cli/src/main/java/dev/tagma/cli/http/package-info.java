/**
 * A small HTTP/1.1 client for the daemon's Unix socket: one request a connection, whole bodies or a stream of server-sent
 * events, every wait with a deadline. The JDK's own client knows no Unix sockets and would cost a command 400 ms. Begin
 * with {@link dev.tagma.cli.http.UnixHttp}.
 */
@NullMarked
package dev.tagma.cli.http;

import org.jspecify.annotations.NullMarked;
