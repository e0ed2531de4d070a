using System.Globalization;

namespace KernelGen.Generators.Tests.Running;

/// <summary>A culture in which careless formatting shows: U+2212 as minus, a comma as decimal point, as in Sweden.</summary>
internal readonly struct UnusualCulture : IDisposable
{
    private readonly CultureInfo before;

    public UnusualCulture()
    {
        before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
