package io.tributary.trino;

import static io.trino.spi.ErrorType.EXTERNAL;
import static io.trino.spi.ErrorType.INSUFFICIENT_RESOURCES;
import static io.trino.spi.ErrorType.INTERNAL_ERROR;
import static io.trino.spi.ErrorType.USER_ERROR;

import io.trino.spi.ErrorCode;
import io.trino.spi.ErrorCodeSupplier;
import io.trino.spi.ErrorType;

/// What can go wrong behind the connector and has no code among Trino's own. The numbers are part
/// of what clients see: never reuse one.
enum TributaryErrorCode implements ErrorCodeSupplier {
  /// No gateway answers at the configured address.
  TRIBUTARY_GATEWAY_UNREACHABLE(0, EXTERNAL),
  /// The gateway does not accept the catalog's token or organisation.
  TRIBUTARY_GATEWAY_REFUSED_CATALOG(1, EXTERNAL),
  /// A source behind the gateway is down, misconfigured, or failed at what it was asked.
  TRIBUTARY_SOURCE_FAILED(2, EXTERNAL),
  /// What was asked cannot be done.
  TRIBUTARY_REQUEST_INVALID(3, USER_ERROR),
  /// The gateway or the source ran out of memory, time or places.
  TRIBUTARY_RESOURCES_EXHAUSTED(4, INSUFFICIENT_RESOURCES),
  /// The gateway's own fault.
  TRIBUTARY_GATEWAY_FAILED(5, INTERNAL_ERROR),
  /// The table is no longer what it was when the query was planned.
  TRIBUTARY_TABLE_CHANGED(6, EXTERNAL),
  /// The gateway asks Trino what Trino asks the gateway.
  TRIBUTARY_QUERY_LOOP(7, EXTERNAL);

  private static final int BASE = 0x5442_0000;

  private final int number;
  private final ErrorType type;

  TributaryErrorCode(int number, ErrorType type) {
    this.number = number;
    this.type = type;
  }

  @Override
  public ErrorCode toErrorCode() {
    return new ErrorCode(BASE + number, name(), type);
  }
}
