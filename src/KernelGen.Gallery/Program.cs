using KernelGen.Gallery.Digits;
using Spectre.Console;

const int shown = 4;
var digits = SyntheticDigits.Draw(shown, seed: 1);
AnsiConsole.Write(new Text(DigitArt.Render(digits.Inputs.Span)));
