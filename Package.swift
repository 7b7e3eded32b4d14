// swift-tools-version: 6.0
import PackageDescription

/// Every edge between targets, and nothing else: TidyTests read this table, and the build runs with
/// `--explicit-target-dependency-import-check error`.
let layers: [(name: String, uses: [String])] = [
    ("Diagnostics", []),
    ("WireJSON", ["Diagnostics"]),
    ("CodeText", []),
    ("JSONRPC", ["WireJSON"]),
    ("ServiceModel", ["WireJSON"]),
    ("SchemaLowering", ["ServiceModel", "WireJSON", "Diagnostics"]),
    ("OpenRPC", ["SchemaLowering", "ServiceModel", "WireJSON", "Diagnostics"]),
    ("APISchema", ["SchemaLowering", "ServiceModel", "WireJSON", "Diagnostics"]),
    ("PythonEmitter", ["ServiceModel", "WireJSON", "CodeText", "Diagnostics"]),
    ("RustEmitter", ["ServiceModel", "WireJSON", "CodeText", "Diagnostics"]),
    (
        "SDKGenerator",
        [
            "APISchema", "OpenRPC", "SchemaLowering", "PythonEmitter", "RustEmitter",
            "ServiceModel", "CodeText", "WireJSON", "Diagnostics", "CSystem",
        ]
    ),
    ("Conformance", ["JSONRPC", "WireJSON", "Diagnostics"]),
    ("Lint", ["WireJSON", "Diagnostics"]),
    ("Changes", ["Lint", "WireJSON", "Diagnostics"]),
    ("Peers", ["JSONRPC", "WireJSON", "CSystem"]),
    ("EmbeddedPython", ["CPythonABI", "CSystem"]),
    (
        "Harness",
        [
            "SDKGenerator", "Conformance", "Lint", "Peers", "EmbeddedPython", "JSONRPC",
            "WireJSON", "Diagnostics", "CSystem",
        ]
    ),
    ("Reporting", ["Conformance", "Lint", "WireJSON", "Diagnostics"]),
    (
        "assay",
        [
            "Harness", "Reporting", "SDKGenerator", "Conformance", "Changes", "Lint", "Peers",
            "EmbeddedPython", "WireJSON", "Diagnostics",
        ]
    ),
    ("bench", ["Diagnostics", "EmbeddedPython", "Lint", "WireJSON"]),
]

/// The layers that are programs.
let executables: Set = ["assay", "bench"]

/// The layers that only wait for others: optimised they are no faster, and take three times as long
/// to compile while nothing else can be.
let waiting: Set = ["Harness"]

/// What each test target may use, beside the toolchain's Testing.
let testTargets: [(name: String, uses: [String])] = [
    ("WireJSONTests", ["Diagnostics", "TestSupport", "WireJSON"]),
    ("CodeTextTests", ["CodeText"]),
    ("JSONRPCTests", ["JSONRPC", "TestSupport", "WireJSON"]),
    (
        "OpenRPCTests",
        [
            "Diagnostics", "OpenRPC", "SchemaLowering", "ServiceModel", "TestSupport", "WireJSON",
        ]
    ),
    ("APISchemaTests", ["APISchema", "Diagnostics", "ServiceModel", "TestSupport", "WireJSON"]),
    (
        "PythonEmitterTests",
        ["CodeText", "Diagnostics", "PythonEmitter", "ServiceModel", "WireJSON"]
    ),
    (
        "RustEmitterTests",
        ["CodeText", "Diagnostics", "RustEmitter", "ServiceModel", "TestSupport", "WireJSON"]
    ),
    ("SDKGeneratorTests", ["SDKGenerator", "TestSupport"]),
    ("ConformanceTests", ["Conformance", "Diagnostics", "JSONRPC", "TestSupport", "WireJSON"]),
    ("LintTests", ["Diagnostics", "Harness", "Lint", "TestSupport", "WireJSON"]),
    ("ChangesTests", ["Changes", "Diagnostics", "Lint", "TestSupport", "WireJSON"]),
    ("PeersTests", ["JSONRPC", "Peers", "TestSupport", "WireJSON"]),
    ("EmbeddedPythonTests", ["EmbeddedPython", "TestSupport"]),
    (
        "EndToEndTests",
        [
            "CodeText", "Diagnostics", "Harness", "PythonEmitter", "SDKGenerator",
            "ServiceModel", "TestSupport", "WireJSON",
        ]
    ),
    ("DiagnosticsTests", ["Diagnostics"]),
    (
        "ReportingTests",
        ["Conformance", "Diagnostics", "Lint", "Reporting", "TestSupport", "WireJSON"]
    ),
    (
        "HarnessTests",
        [
            "Conformance", "Diagnostics", "EmbeddedPython", "Harness", "Lint", "Peers",
            "SDKGenerator",
            "TestSupport", "WireJSON",
        ]
    ),
    ("CommandLineTests", ["TestSupport", "WireJSON"]),
    ("TidyTests", ["TestSupport"]),
]

/// Texts of other languages that are compiled into the binary, by target.
let embedded: [String: [String]] = [
    "RustEmitter": [
        "Runtime/call.rs", "Runtime/connection.rs", "Runtime/error.rs", "Runtime/framing.rs",
        "Runtime/json.rs", "Runtime/message.rs", "Runtime/mod.rs", "Runtime/peer.rs",
        "Runtime/probe.rs", "Runtime/unwind.rs",
    ],
    "Reporting": ["Page/report.css", "Page/report.js"],
    "Harness": [
        "Driver/speak.py", "Driver/ways.py", "Driver/relay.py", "Driver/build.py",
        "Driver/describe.py", "Driver/examine.py",
        "Driver/lock_in.py", "Driver/oracle.py", "Driver/examiner.py", "Driver/judge.py",
        "Driver/expression.py", "Driver/phrase.py", "Driver/compare.py", "Driver/handlers.rs",
        "Driver/parity.py", "Driver/session_peer.py",
        "Skeleton/adapter.py", "Skeleton/command.py", "Skeleton/call.sh", "Skeleton/main.rs",
        "Skeleton/Cargo.toml",
    ],
]

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let unoptimised = SwiftSetting.unsafeFlags(["-Onone"])

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

let libraries: [Target] = layers.filter { !executables.contains($0.name) }.map { layer in
    .target(
        name: layer.name, dependencies: dependencies(layer.uses),
        resources: (embedded[layer.name] ?? []).map { .embedInCode($0) },
        swiftSettings: settings + (waiting.contains(layer.name) ? [unoptimised] : []))
}

/// A program holds the standard library, and starts in less than half the time; the objects are the
/// same as those that tests are linked with.
let alone = [
    "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
    "-l_FoundationCollections",
]

let programs: [Target] = layers.filter { executables.contains($0.name) }.map { layer in
    .executableTarget(
        name: layer.name, dependencies: dependencies(layer.uses), swiftSettings: settings,
        linkerSettings: [.unsafeFlags(alone)])
}

/// Tests are not optimised in any build; what they test is.
let tests: [Target] = testTargets.map { target in
    .testTarget(
        name: target.name, dependencies: dependencies(target.uses),
        swiftSettings: settings + [unoptimised])
}

let package = Package(
    name: "assay",
    products: [
        .library(name: "SDKGenerator", targets: ["SDKGenerator"]),
        .executable(name: "assay", targets: ["assay"]),
    ],
    targets: [
        .target(name: "CSystem"),
        .target(name: "CPythonABI"),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    ] + libraries + programs + tests
)
