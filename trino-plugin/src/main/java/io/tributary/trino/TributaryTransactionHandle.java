package io.tributary.trino;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trino.spi.connector.ConnectorTransactionHandle;
import java.util.UUID;

/// A statement of Trino's: each read of it and each change is one of the gateway's by itself.
public record TributaryTransactionHandle(@JsonProperty("id") UUID id)
    implements ConnectorTransactionHandle {}
