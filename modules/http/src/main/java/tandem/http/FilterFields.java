package tandem.http;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import tandem.protocol.Filter;

/** What a filter looks at. */
final class FilterFields {

  private FilterFields() {}

  /** {@code category}, if it does, and the names of attributes, in order. */
  static Set<String> of(Filter filter) {
    Set<String> fields = new TreeSet<>();
    add(filter, fields);
    return fields;
  }

  private static void add(Filter filter, Collection<String> fields) {
    if (filter instanceof Filter.AllOf all) {
      all.filters().forEach(one -> add(one, fields));
    } else if (filter instanceof Filter.AnyOf any) {
      any.filters().forEach(one -> add(one, fields));
    } else if (filter instanceof Filter.Not not) {
      add(not.filter(), fields);
    } else if (filter instanceof Filter.Category) {
      fields.add("category");
    } else if (filter instanceof Filter.Attribute attribute) {
      fields.add(attribute.name());
    } else if (filter instanceof Filter.Comparison comparison) {
      fields.add(comparison.name());
    }
  }
}
