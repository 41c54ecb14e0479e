package tandem.loadgen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import tandem.model.ItemId;

/**
 * The items of a population, numbered from 0. Items of a category resemble each other: the traits
 * of an item are a mixture of its categories' and its own, each trait with variance 1.
 */
final class Catalogue {

  private static final double CATEGORY_VARIANCE = 0.6;
  private static final double TWO_CATEGORIES = 0.4;

  private final List<CatalogueItem> items = new ArrayList<>();
  private final Map<ItemId, Integer> numbers = new HashMap<>();
  private final double[] biases;
  private final double[][] traits;
  private final Popularity popularity;
  private final PopulationSettings settings;
  private final Map<Category, double[]> centres = new EnumMap<>(Category.class);
  private final Map<Category, Integer> titles = new EnumMap<>(Category.class);
  private long made;

  Catalogue(PopulationSettings settings, RandomGenerator random) {
    this.settings = settings;
    biases = new double[settings.items()];
    traits = new double[settings.items()][];
    popularity = new Popularity(settings.items(), settings.itemSkew(), random);
    for (Category category : Category.values()) {
      centres.put(category, gaussian(settings.traits(), random));
    }
    for (int i = 0; i < settings.items(); i++) {
      items.add(next(i, random));
      numbers.put(id(i), i);
    }
  }

  /** A new item takes the place, and with it the popularity, of a random one; its number. */
  int renew(RandomGenerator random) {
    int item = random.nextInt(items.size());
    numbers.remove(id(item));
    items.set(item, next(item, random));
    numbers.put(id(item), item);
    return item;
  }

  private CatalogueItem next(int item, RandomGenerator random) {
    List<Category> categories = categories(random);
    biases[item] = settings.itemBias() * random.nextGaussian();
    traits[item] = mixed(categories, gaussian(settings.traits(), random));
    int nth = titles.merge(categories.get(0), 1, Integer::sum) - 1;
    return new CatalogueItem(
        new ItemId("i" + ++made),
        Titles.title(categories.get(0), nth),
        categories.stream().map(Category::label).toList());
  }

  List<CatalogueItem> items() {
    return items;
  }

  ItemId id(int item) {
    return items.get(item).id();
  }

  /** The number of an item; throws {@link IllegalArgumentException} for one that is not here. */
  int number(ItemId id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException("no such item: " + id);
    }
    return number;
  }

  /** b_i, in stars. */
  double bias(int item) {
    return biases[item];
  }

  /** t_i · {@code direction}. */
  double appeal(int item, double[] direction) {
    return Taste.dot(direction, traits[item]);
  }

  /** A random item, the popular ones more often. */
  int sample(RandomGenerator random) {
    return popularity.sample(random);
  }

  private static List<Category> categories(RandomGenerator random) {
    Category[] all = Category.values();
    int first = random.nextInt(all.length);
    int other = (first + 1 + random.nextInt(all.length - 1)) % all.length;
    return random.nextDouble() < TWO_CATEGORIES
        ? List.of(all[first], all[other])
        : List.of(all[first]);
  }

  private double[] mixed(List<Category> categories, double[] own) {
    double[] mixed = new double[own.length];
    double share = Math.sqrt(CATEGORY_VARIANCE / categories.size());
    for (int t = 0; t < own.length; t++) {
      mixed[t] = Math.sqrt(1 - CATEGORY_VARIANCE) * own[t];
    }
    for (Category category : categories) {
      double[] centre = Objects.requireNonNull(centres.get(category));
      for (int t = 0; t < own.length; t++) {
        mixed[t] += share * centre[t];
      }
    }
    return mixed;
  }

  private static double[] gaussian(int length, RandomGenerator random) {
    double[] vector = new double[length];
    for (int t = 0; t < length; t++) {
      vector[t] = random.nextGaussian();
    }
    return vector;
  }
}
