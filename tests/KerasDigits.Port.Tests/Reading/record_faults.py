# Records what CPython 3.11 says of programs that are none, into faults.json: python3 record_faults.py, in this folder.
import json, traceback, warnings
warnings.simplefilter('ignore')
faults = []
for program, _ in json.load(open('faults.json')):
    try:
        compile(program, 'a.py', 'exec')
    except SyntaxError as e:
        faults.append([program, ''.join(traceback.format_exception_only(type(e), e)).rstrip('\n')])
with open('faults.json', 'w') as out:
    out.write('[\n' + ',\n'.join(json.dumps(f) for f in faults) + '\n]\n')
