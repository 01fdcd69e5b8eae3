package io.tributary.gateway.query;

import io.tributary.v1.ExplainResponse;
import io.tributary.v1.FragmentWork;
import io.tributary.v1.PassedKeys;
import io.tributary.v1.PlannedFragment;
import io.tributary.v1.PlannedReduction;
import io.tributary.v1.QueryWork;
import io.tributary.v1.StayedOperator;
import java.time.Duration;

/// A plan as the one message that every protocol gives of it.
public final class ExplainMessages {

  private ExplainMessages() {}

  public static ExplainResponse message(ExplainedQuery plan) {
    var message =
        ExplainResponse.newBuilder()
            .setRoute(plan.route())
            .setRouteReason(plan.routeReason())
            .setDuckdbSql(plan.duckDbSql().orElse(""))
            .setText(plan.text());
    plan.fragments().forEach(fragment -> message.addFragments(fragment(fragment)));
    for (ExplainedQuery.StayedOperator operator : plan.stayed()) {
      message.addStayed(
          StayedOperator.newBuilder()
              .setOperator(operator.operator())
              .setReasonCode(operator.reasonCode())
              .setReason(operator.reason()));
    }
    plan.work()
        .ifPresent(work ->
            message.setWork(
                QueryWork.newBuilder()
                    .setRows(work.rows())
                    .setPlanningMilliseconds(milliseconds(work.planning()))
                    .setTotalMilliseconds(milliseconds(work.total()))));
    return message.build();
  }

  private static PlannedFragment fragment(ExplainedQuery.PlannedFragment fragment) {
    var message =
        PlannedFragment.newBuilder()
            .setId(fragment.id())
            .setSource(fragment.source())
            .setSql(fragment.sql())
            .setEstimatedRows(fragment.estimatedRows())
            .addAllPushedOperators(fragment.pushedOperators());
    for (ExplainedQuery.PlannedReduction reduction : fragment.reductions()) {
      message.addReductions(
          PlannedReduction.newBuilder()
              .setColumn(reduction.column())
              .addAllWaitsFor(reduction.waitsFor())
              .setKeySql(reduction.keySql())
              .setEstimatedKeys(reduction.estimatedKeys()));
    }
    fragment.work().ifPresent(work -> message.setWork(work(work)));
    return message.build();
  }

  private static FragmentWork work(ExplainedQuery.FragmentWork work) {
    var message =
        FragmentWork.newBuilder()
            .setRows(work.rows())
            .setBytes(work.bytes())
            .setMilliseconds(milliseconds(work.elapsed()))
            .setSourceQueryId(work.sourceQueryId().orElse(""));
    for (io.tributary.gateway.execution.PassedKeys keys : work.passedKeys()) {
      message.addPassedKeys(
          PassedKeys.newBuilder()
              .setColumn(keys.column())
              .setKeys(keys.keys())
              .setForm(keys.form().name()));
    }
    return message.build();
  }

  private static double milliseconds(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
