using System.CommandLine;
using System.Globalization;

namespace KernelGen.Benchmarks.ColdBuild;

/// <summary>The verb <c>cold-build</c>: what models add to the first build of a project, in a process that nothing has warmed.</summary>
internal static class ColdBuildCommand
{
    public static RootCommand Create()
    {
        var models = new Option<int>("--models") { Description = "Models of the project.", DefaultValueFactory = static _ => 50 };
        var builds = new Option<int>("--builds") { Description = "Builds of each kind; medians are printed.", DefaultValueFactory = static _ => 3 };
        var command = new RootCommand("Builds a project with and without models, and prints what they add.") { models, builds };
        command.SetAction(parsed => Measure(parsed.GetValue(models), parsed.GetValue(builds)));
        return command;
    }

    private static void Measure(int models, int builds)
    {
        using var project = new BuildProject(MixedModels.Declare(models));
        List<double> without = [];
        List<double> with = [];
        for (int i = 0; i < builds; i++)
        {
            without.Add(project.Build(withModels: false).TotalSeconds);
            with.Add(project.Build(withModels: true).TotalSeconds);
        }

        (double empty, double full) = (Median(without), Median(with));
        Print($"without models    {empty:0.0} s");
        Print($"with {models} models    {full:0.0} s, {project.GeneratedLines():N0} lines generated");
        Print($"the models add    {full - empty:0.0} s");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
