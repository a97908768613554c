# Puestos.
Perú es {el tercer mayor = rank 3} exportador y {la segunda mayor = rank 2} economía.
Es {la tercera más grande = rank 3} y {el segundo más importante = rank 2}.
Es {el mayor = rank 1} comprador de zinc y {su principal = rank 1} cliente, {la mayor = rank 1} fuente.
Chile es {el principal = rank 1} inversor; ocupa {el quinto lugar = rank 5} y {el 3.er puesto = rank 3}.
Fue {el primer = rank 1} país, {la primera = rank 1} embajada, {el primero = rank 1} en firmar.
{N.º 3 = rank 3}, {número tres = rank 3}, {el puesto 14 = rank 14}, {3.º = rank 3}, {4ª = rank 4}, {12.º = rank 12}.
{El vigésimo = rank 20}, {el vigésimo primer = rank 21}, {la trigésima = rank 30} y {el undécimo = rank 11}.
{El séptimo = rank 7} socio, {octavo = rank 8}, {noveno = rank 9}, {décima = rank 10}.
Es {el país más grande = rank 1} de la región.
# Números.
Tiene {tres = count 3} acuerdos y {14 = count 14} misiones en {veintisiete = count 27} países.
{Dos veces = count 2}, {una vez = count 1}, {4 veces = count 4}; {treinta y un = count 31} días.
{1.200 = count 1200} estudiantes y {12 345 = count 12345} turistas; {cien = count 100} empresas.
{Un = count 1} tratado y {una = count 1} embajada.
# Vago, u otra cosa.
Es uno de los principales socios y uno de los mayores compradores.
Está entre los {cinco = count 5} primeros y entre los mayores exportadores.
Sus principales socios, los mayores mercados; la mayor parte, mayor que antes.
Por primera vez; en primer lugar; la primera dama; el primer ministro.
Dos tercios, un tercio; el segundo semestre.
Creció 5 % o 3,5 o 12 millones o $40; tres millones.
De {3 = count 3} a {5 = count 5} horas.
