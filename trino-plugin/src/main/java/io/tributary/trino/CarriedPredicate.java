package io.tributary.trino;

import io.tributary.v1.Bound;
import io.tributary.v1.ColumnDomain;
import io.tributary.v1.Value;
import io.tributary.v1.ValueRange;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.predicate.Domain;
import io.trino.spi.predicate.Range;
import io.trino.spi.predicate.SortedRangeSet;
import io.trino.spi.predicate.TupleDomain;
import io.trino.spi.predicate.ValueSet;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.RealType;
import io.trino.spi.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A predicate in two: what the gateway is given, because it selects exactly the same rows there,
/// and what Trino has to apply itself.
///
/// @param carried has a form in the gateway's protocol
/// @param remaining what `carried` does not say
record CarriedPredicate(TupleDomain<ColumnHandle> carried, TupleDomain<ColumnHandle> remaining) {

  /// @param mostRanges of a column; more are carried as the span that holds them all
  static CarriedPredicate split(TupleDomain<ColumnHandle> predicate, int mostRanges) {
    if (predicate.isNone()) {
      return new CarriedPredicate(predicate, TupleDomain.all());
    }
    Map<ColumnHandle, Domain> carried = new LinkedHashMap<>();
    Map<ColumnHandle, Domain> remaining = new LinkedHashMap<>();
    predicate
        .getDomains()
        .orElseThrow()
        .forEach((column, domain) -> {
          Domain simple = domain.simplify(mostRanges);
          boolean carries = carries((TributaryColumnHandle) column, simple);
          if (carries) {
            carried.put(column, simple);
          }
          if (!carries || !simple.equals(domain)) {
            remaining.put(column, domain);
          }
        });
    return new CarriedPredicate(
        TupleDomain.withColumnDomains(carried), TupleDomain.withColumnDomains(remaining));
  }

  /// A carried predicate in the gateway's protocol.
  static List<ColumnDomain> toProto(TupleDomain<ColumnHandle> carried) {
    List<ColumnDomain> domains = new ArrayList<>();
    carried
        .getDomains()
        .orElseThrow()
        .forEach((column, domain) ->
            domains.add(toProto(((TributaryColumnHandle) column).name(), domain)));
    return domains;
  }

  private static boolean carries(TributaryColumnHandle column, Domain domain) {
    ValueSet values = domain.getValues();
    if (values.isAll() || values.isNone()) {
      // Only says whether NULL is wanted, which is the same for all types.
      return true;
    }
    return column.comparable()
        && values instanceof SortedRangeSet ranges
        && ranges.getOrderedRanges().stream().allMatch(CarriedPredicate::carries);
  }

  private static boolean carries(Range range) {
    return (range.isLowUnbounded() || carries(range.getType(), range.getLowBoundedValue()))
        && (range.isHighUnbounded() || carries(range.getType(), range.getHighBoundedValue()));
  }

  private static boolean carries(Type type, Object bound) {
    return GatewayValues.of(type, bound).isPresent();
  }

  private static ColumnDomain toProto(String column, Domain domain) {
    ColumnDomain.Builder proto =
        ColumnDomain.newBuilder().setColumn(column).setNullAllowed(domain.isNullAllowed());
    ValueSet values = domain.getValues();
    if (values.isAll()) {
      proto.addRanges(ValueRange.getDefaultInstance());
    } else if (values instanceof SortedRangeSet ranges) {
      ranges.getOrderedRanges().forEach(range -> proto.addRanges(toProto(range)));
    }
    return proto.build();
  }

  private static ValueRange toProto(Range range) {
    ValueRange.Builder proto = ValueRange.newBuilder();
    if (!range.isLowUnbounded()) {
      proto.setLow(bound(range.getType(), range.getLowBoundedValue(), range.isLowInclusive()));
    }
    if (!range.isHighUnbounded()) {
      proto.setHigh(bound(range.getType(), range.getHighBoundedValue(), range.isHighInclusive()));
    } else if (range.getType() instanceof RealType || range.getType() instanceof DoubleType) {
      // NaN is in no range of Trino's, and above every number for the gateway.
      proto.setHigh(
          Bound.newBuilder()
              .setValue(Value.newBuilder().setDoubleValue(Double.POSITIVE_INFINITY))
              .setInclusive(true));
    }
    return proto.build();
  }

  private static Bound bound(Type type, Object bound, boolean inclusive) {
    Value value = GatewayValues.of(type, bound).orElseThrow();
    return Bound.newBuilder().setValue(value).setInclusive(inclusive).build();
  }
}
