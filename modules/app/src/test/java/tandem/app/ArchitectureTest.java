package tandem.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and the rules that hold for the whole program. */
final class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("tandem");

  @Test
  void modules_dependOnOthers_onlyAlongTheArrows() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("model")
        .definedBy("tandem.model..")
        .layer("ranking")
        .definedBy("tandem.ranking..")
        .layer("protocol")
        .definedBy("tandem.protocol..")
        .layer("entity")
        .definedBy("tandem.entity..")
        .layer("ingest")
        .definedBy("tandem.ingest..")
        .layer("http")
        .definedBy("tandem.http..")
        .layer("loadgen")
        .definedBy("tandem.loadgen..")
        .layer("app")
        .definedBy("tandem.app..")
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .whereLayer("ranking")
        .mayOnlyAccessLayers("model")
        .whereLayer("protocol")
        .mayOnlyAccessLayers("model")
        .whereLayer("entity")
        .mayOnlyAccessLayers("protocol", "ranking", "model")
        .whereLayer("ingest")
        .mayOnlyAccessLayers("entity", "protocol", "model")
        .whereLayer("http")
        .mayOnlyAccessLayers("protocol", "ranking", "model")
        .whereLayer("loadgen")
        .mayOnlyAccessLayers("protocol", "model")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .check(PROGRAM);
  }

  @Test
  void modelAndRanking_useLibraries_onlyOjAlgo() {
    classes()
        .that()
        .resideInAnyPackage("tandem.model..", "tandem.ranking..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "tandem.model..", "tandem.ranking..", "java..", "org.ojalgo..", "org.jspecify..")
        .check(PROGRAM);
  }

  @Test
  void http_knowsNoActor_butTheSystemThatServes() {
    noClasses()
        .that()
        .resideInAPackage("tandem.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "akka.cluster..", "akka.persistence..", "org.apache.kafka..", "java.sql..")
        .check(PROGRAM);
  }

  /** Only commands call a node, at an address of their command line or of this machine. */
  @Test
  void node_asksNoOtherServer_byHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("tandem.app.feed..", "tandem.app.load..")
        .and()
        .doNotHaveSimpleName("ModelsCommand")
        .and()
        .doNotHaveSimpleName("LocalNodes")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.URL")
        .orShould()
        .callMethodWhere(target(name("singleRequest")))
        .check(PROGRAM);
  }

  @Test
  void anyClass_inTestsToo_neverSleeps() {
    JavaClasses withTests = new ClassFileImporter().importPackages("tandem");
    noClasses()
        .should()
        .callMethodWhere(calls(Thread.class, "sleep"))
        .orShould()
        .callMethodWhere(calls(TimeUnit.class, "sleep"))
        .check(withTests);
  }

  @Test
  void configuration_isLoaded_onlyInApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tandem.app..")
        .should()
        .callMethodWhere(calls(ConfigFactory.class, "load"))
        .check(PROGRAM);
  }

  @Test
  void packages_areNamed_afterWhatTheyAreFor() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..impl..", "..common..", "..manager..", "..helper..")
        .check(PROGRAM);
  }

  @Test
  void packages_each_areNullMarked() {
    classes().should(be(inNullMarkedPackage())).check(PROGRAM);
  }

  @Test
  void logging_isBySlf4j_notByOtherMeans() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PROGRAM);
    noClasses()
        .that()
        .resideOutsideOfPackages("tandem.app..", "tandem.loadgen..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PROGRAM);
  }

  private static DescribedPredicate<JavaMethodCall> calls(Class<?> type, String method) {
    return target(owner(JavaClass.Predicates.type(type))).and(target(name(method))).forSubtype();
  }

  private static DescribedPredicate<JavaClass> inNullMarkedPackage() {
    return DescribedPredicate.describe(
        "in a package with @NullMarked", c -> c.getPackage().isAnnotatedWith(NullMarked.class));
  }
}
