package io.tributary.gateway.fragment;

import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlOperation;
import io.tributary.gateway.fragment.ReadOrder.Decided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;

/// Makes fragments of all places that read from sources: what is asked twice is read once, unless
/// each place alone needs so few rows of it that reading twice ships less.
final class FragmentReads {

  /// Apart, the reads together may have this share of the rows of the one in their stead.
  private static final double APART = 0.8;

  private final List<FragmentUse> reads;
  private final Map<PlanLeaf, FragmentUse> byLeaf = new HashMap<>();
  private final Map<PlanLeaf, List<Decided>> decided;

  /// Each is read as one fragment.
  private final List<List<FragmentUse>> groups;

  /// @param root DuckDB's part of the plan
  FragmentReads(List<FragmentUse> reads, RelNode root) {
    this.reads = List.copyOf(reads);
    this.reads.forEach(read -> byLeaf.put(read.leaf(), read));
    List<PlanLeaf> leaves = reads.stream().map(FragmentUse::leaf).toList();
    this.decided = leaves.isEmpty() ? Map.of() : ReadOrder.of(root, leaves, this::comparesWith);
    this.groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      int id = i + 1;
      groups.get(i).forEach(read -> read.readsFrom(id));
    }
  }

  private boolean comparesWith(PlanLeaf leaf, KeyType type) {
    FragmentUse read = byLeaf.get(leaf);
    if (read == null) {
      return false;
    }
    SqlDialectTraits traits = read.asked().source().dialect();
    return traits.operators().contains(SqlOperation.FILTER)
        && traits.forms().equates(type.sqlType())
        && traits.castTypes().containsKey(type.sqlType())
        && (type != KeyType.TEXT || traits.textOrder().anyCharacter());
  }

  private List<List<FragmentUse>> groups() {
    List<List<FragmentUse>> found = new ArrayList<>();
    for (List<FragmentUse> same : asksTheSame()) {
      if (same.size() > 1 && isBetterApart(same)) {
        same.forEach(read -> found.add(List.of(read)));
      } else {
        found.add(same);
      }
    }
    return found;
  }

  /// What gives the keys of all fragments.
  List<RelNode> keys() {
    return groups.stream().flatMap(group -> reductions(group).stream()).map(Decided::keys).toList();
  }

  /// @param shared of [#keys]
  List<Fragment> fragments(SharedRows shared) {
    return groups.stream().map(group -> fragment(group, shared)).toList();
  }

  private List<List<FragmentUse>> asksTheSame() {
    List<List<FragmentUse>> groups = new ArrayList<>();
    for (FragmentUse read : reads) {
      groups.stream()
          .filter(group -> group.getFirst().asked().asksTheSame(read.asked()))
          .findFirst()
          .orElseGet(() -> {
            List<FragmentUse> group = new ArrayList<>();
            groups.add(group);
            return group;
          })
          .add(read);
    }
    return groups;
  }

  private boolean isBetterApart(List<FragmentUse> same) {
    double share = 0;
    for (FragmentUse read : same) {
      double ofThis = 1;
      for (Decided reduction : decided(read)) {
        ofThis *= reduction.share();
      }
      share += ofThis;
    }
    return share < APART;
  }

  private List<Decided> decided(FragmentUse read) {
    return decided.getOrDefault(read.leaf(), List.of());
  }

  /// Several places need rows by several keys: only one place alone is reduced.
  private List<Decided> reductions(List<FragmentUse> group) {
    return group.size() > 1 ? List.of() : decided(group.getFirst());
  }

  private Fragment fragment(List<FragmentUse> group, SharedRows shared) {
    FragmentUse first = group.getFirst();
    List<Reduction> reductions =
        reductions(group).stream().map(decided -> reduction(first, decided, shared)).toList();
    return first.asked().fragment(first.fragment(), group.size(), reductions);
  }

  private Reduction reduction(FragmentUse read, Decided reduction, SharedRows shared) {
    var waitsFor = new TreeSet<Integer>();
    for (PlanLeaf leaf : reduction.waitsFor()) {
      FragmentUse earlier = byLeaf.get(leaf);
      if (earlier != null) {
        waitsFor.add(earlier.fragment());
      }
    }
    RelNode keys = shared.readIn(reduction.keys());
    return new Reduction(
        read.leaf().original().getRowType().getFieldNames().get(reduction.column()),
        reduction.type(),
        SqlUnparser.sql(keys, DuckDbDialect.INSTANCE),
        shared.namesIn(keys),
        List.copyOf(waitsFor),
        reduction.estimatedKeys(),
        reduction.estimatedValues());
  }
}
