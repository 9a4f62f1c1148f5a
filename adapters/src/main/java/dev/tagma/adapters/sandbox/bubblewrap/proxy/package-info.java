/**
 * The way out of a sandbox: a forwarder within it, and the proxy that decides what is connected. Begin with {@link
 * dev.tagma.adapters.sandbox.bubblewrap.proxy.AllowListProxy}.
 */
@NullMarked
package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import org.jspecify.annotations.NullMarked;
