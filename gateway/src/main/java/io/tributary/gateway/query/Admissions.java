package io.tributary.gateway.query;

import io.tributary.gateway.execution.MemoryBudget;

/// Who lets queries in.
///
/// What an engine reads has places of its own: a query that the gateway has given to that engine
/// has a place until its rows have come, and would wait for ever if they waited for such a place.
record Admissions(Admission queries, Admission engineReads) {

  Admissions(QueryLimits limits, MemoryBudget memory) {
    this(new Admission(limits, memory), new Admission(limits, memory));
  }

  Admission of(QueryRequest request) {
    return request.statement() instanceof Statement.Structured ? engineReads : queries;
  }

  int waiting() {
    return queries.waiting() + engineReads.waiting();
  }
}
