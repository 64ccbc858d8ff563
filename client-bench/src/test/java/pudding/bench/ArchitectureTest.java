package pudding.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/// The direction in which data walks through the bench: plan → server → load → measure → stat → report → cli.
@AnalyzeClasses(packages = "pudding.bench", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest static final ArchRule eachPackageUsesOnlyThoseToItsLeft =
            layeredArchitecture().consideringOnlyDependenciesInLayers()
                    .layer("plan").definedBy("pudding.bench.plan..")
                    .layer("server").definedBy("pudding.bench.server..")
                    .layer("load").definedBy("pudding.bench.load..")
                    .layer("measure").definedBy("pudding.bench.measure..")
                    .layer("stat").definedBy("pudding.bench.stat..")
                    .layer("report").definedBy("pudding.bench.report..")
                    .layer("cli").definedBy("pudding.bench.cli..")
                    .whereLayer("cli").mayNotBeAccessedByAnyLayer()
                    .whereLayer("report").mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("stat").mayOnlyBeAccessedByLayers("report", "cli")
                    .whereLayer("measure").mayOnlyBeAccessedByLayers("stat", "report", "cli")
                    .whereLayer("load").mayOnlyBeAccessedByLayers("measure", "stat", "report", "cli")
                    .whereLayer("server").mayOnlyBeAccessedByLayers("load", "measure", "stat", "report", "cli")
                    .whereLayer("plan").mayOnlyBeAccessedByLayers("server", "load", "measure", "stat", "report", "cli");

    @ArchTest static final ArchRule theGeneratorDoesNotKnowWhichServerItDrives = ArchRuleDefinition.noClasses()
            .that().resideInAPackage("pudding.bench.load..")
            .should().dependOnClassesThat().resideInAPackage("pudding.bench.server..");

    @ArchTest static final ArchRule theGeneratorSharesNoCodecWithTheServers = ArchRuleDefinition.noClasses()
            .that().resideInAPackage("pudding.bench.load..")
            .should().dependOnClassesThat().haveFullyQualifiedName("pudding.contract.Digest")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("pudding.contract.BatchCodec")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("pudding.contract.Utf8Validator")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("pudding.contract.MessageBuffer");
}
