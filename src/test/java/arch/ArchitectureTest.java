package arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.builder.RouteBuilder;

/** How the house is built: what may know what. */
@AnalyzeClasses(
        packages = {"gateway", "routes"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule routesKnowTheGatewayAndNotTheOtherWayRound = noClasses()
            .that()
            .resideInAPackage("gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("routes..");

    @ArchTest
    static final ArchRule routesHoldBuildersOnly = classes()
            .that()
            .resideInAPackage("routes..")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .beAssignableTo(RouteBuilder.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule decisionsKnowNoCamel = noClasses()
            .that()
            .resideInAnyPackage("gateway.scoring..", "gateway.limits..", "gateway.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .allowEmptyShould(true);

    /** The analysers at the start name the exceptions they explain. */
    @ArchTest
    static final ArchRule databasesStayInTheirBackends = noClasses()
            .that()
            .resideOutsideOfPackages("gateway", "..jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.h2..");

    @ArchTest
    static final ArchRule redisStaysInItsBackends = noClasses()
            .that()
            .resideOutsideOfPackage("..redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..");

    @ArchTest
    static final ArchRule queuesStayInTheirBackends = noClasses()
            .that()
            .resideOutsideOfPackage("..rocketmq..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.rocketmq..");

    @ArchTest
    static final ArchRule moneyIsCountedInIntegers = noClasses()
            .that()
            .resideInAPackage("gateway.ledger..")
            .should()
            .dependOnClassesThat(describe(
                    "are floating point",
                    type -> type.isAssignableTo(Double.class)
                            || type.isAssignableTo(Float.class)
                            || type.isEquivalentTo(double.class)
                            || type.isEquivalentTo(float.class)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule clocksAreGivenAndNotRead = noClasses()
            .that()
            .resideOutsideOfPackage("gateway.time")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(InstantSource.class, "system");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class);

    @ArchTest
    static final ArchRule nobodyWritesToTheStandardStreams =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    /** One prints keys that must not pass the logger, the other is a command whose output is what it is called for. */
    @ArchTest
    static final ArchRule onlyTwoGoAroundTheLogger = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("gateway.StartLine")
            .and()
            .doNotHaveFullyQualifiedName("gateway.tool.VendorTool")
            .should()
            .dependOnClassesThat(assignableTo(FileDescriptor.class));

    @ArchTest
    static final ArchRule theLoginLivesAtTheManagementPortOnly = noClasses()
            .that()
            .resideOutsideOfPackage("gateway.console")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework.security.."));
}
