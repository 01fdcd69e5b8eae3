package io.tributary.gateway.planner.parser;

/// The parts of the parser, which call each other.
final class Grammar {

  final TokenStream tokens;
  final Parameters parameters = new Parameters();
  final ExpressionParser expressions = new ExpressionParser(this);
  final PrimaryParser primaries = new PrimaryParser(this);
  final CallParser calls = new CallParser(this);
  final SpecialCallParser specialCalls = new SpecialCallParser(this);
  final CollectionParser collections = new CollectionParser(this);
  final IntervalParser intervals = new IntervalParser(this);
  final TypeParser types = new TypeParser(this);
  final QueryParser queries = new QueryParser(this);
  final SelectParser selects = new SelectParser(this);
  final JoinParser joins = new JoinParser(this);
  final TableParser tables = new TableParser(this);
  final WindowParser windows = new WindowParser(this);

  Grammar(TokenStream tokens) {
    this.tokens = tokens;
  }

  /// Numbers the parameters: `?` in the order of the text, `$1` as it says.
  static final class Parameters {

    private int seen;

    int next() {
      return seen++;
    }
  }
}
