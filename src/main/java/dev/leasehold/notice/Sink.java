package dev.leasehold.notice;

import java.net.URI;
import java.util.Optional;

/**
 * Where notices go.
 *
 * @param name by which it is known in configuration, metrics and logs
 * @param url empty where it is a key of the sink's Secret
 * @param caBundle who signs its certificate, in PEM; empty: whom the JVM trusts
 * @param mail from whom and to whom, where it is mail
 */
public record Sink(
    String name,
    Format format,
    Optional<URI> url,
    Optional<String> caBundle,
    Filter filter,
    Rhythm rhythm,
    Optional<Mailing> mail) {}
