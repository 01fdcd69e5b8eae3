package io.tributary.gateway.fragment;

/// A place of the plan that reads from a source. Which fragment it reads is decided last.
final class FragmentUse {

  private final PlanLeaf leaf;
  private final SourceSql asked;
  private int fragment;

  FragmentUse(PlanLeaf leaf, SourceSql asked) {
    this.leaf = leaf;
    this.asked = asked;
  }

  PlanLeaf leaf() {
    return leaf;
  }

  SourceSql asked() {
    return asked;
  }

  int fragment() {
    return fragment;
  }

  void readsFrom(int id) {
    fragment = id;
  }
}
