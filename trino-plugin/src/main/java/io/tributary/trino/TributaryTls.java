package io.tributary.trino;

import static io.trino.spi.StandardErrorCode.CONFIGURATION_INVALID;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.trino.spi.TrinoException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// How the gateway is known, and how it knows us. All files are PEM.
///
/// @param trustedCertificates of gateways, or who signed theirs; those that the JVM trusts if empty
/// @param certificate of ours, with those that it was signed with; none if empty
/// @param privateKey of ours, present where the certificate is
record TributaryTls(
    Optional<Path> trustedCertificates, Optional<Path> certificate, Optional<Path> privateKey) {

  static final String TRUSTED_CERTIFICATES_KEY = "tributary.tls.trusted-certificates";
  static final String CERTIFICATE_KEY = "tributary.tls.certificate";
  static final String PRIVATE_KEY_KEY = "tributary.tls.private-key";

  /// @param used whether the address is one with TLS
  static TributaryTls read(PropertyReader reader, boolean used) {
    TributaryTls tls =
        new TributaryTls(
            reader.file(TRUSTED_CERTIFICATES_KEY),
            reader.file(CERTIFICATE_KEY),
            reader.file(PRIVATE_KEY_KEY));
    if (reader.has(CERTIFICATE_KEY) != reader.has(PRIVATE_KEY_KEY)) {
      reader.problem("%s and %s must be set together".formatted(CERTIFICATE_KEY, PRIVATE_KEY_KEY));
    }
    if (!used && (reader.has(TRUSTED_CERTIFICATES_KEY) || reader.has(CERTIFICATE_KEY))) {
      reader.problem("tributary.tls.* needs a %s with grpc+tls".formatted(TributaryConfig.URI_KEY));
    }
    return tls;
  }

  /// @throws TrinoException where a file has not what it should
  SslContext context() {
    try {
      SslContextBuilder context = GrpcSslContexts.forClient();
      trustedCertificates.ifPresent(file -> context.trustManager(file.toFile()));
      certificate.ifPresent(
          file -> context.keyManager(file.toFile(), privateKey.orElseThrow().toFile()));
      return context.build();
    } catch (SSLException | IllegalArgumentException error) {
      throw new TrinoException(
          CONFIGURATION_INVALID,
          "%s, %s and %s must be PEM files: %s"
              .formatted(
                  TRUSTED_CERTIFICATES_KEY, CERTIFICATE_KEY, PRIVATE_KEY_KEY, error.getMessage()),
          error);
    }
  }
}
