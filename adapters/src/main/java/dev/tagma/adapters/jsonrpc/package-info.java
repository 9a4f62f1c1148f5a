/**
 * JSON-RPC 2.0, one message a line, with a program that outlives the daemon. Begin with
 * {@link dev.tagma.adapters.jsonrpc.Messages}.
 */
@NullMarked
package dev.tagma.adapters.jsonrpc;

import org.jspecify.annotations.NullMarked;
